import { expect, test } from 'vitest';
import { problemsOf, type Line } from './recorded.ts';

const call = {
  operation: 'createFeedDocument',
  method: 'POST',
  path: '/feeds/2021-06-30/documents',
  query: {},
  asked: '{"contentType":"text/xml"}',
  status: 201,
  answered: { feedDocumentId: 'D', url: 'http://127.0.0.1/files/secret' },
};

test.each<[string, object, string[]]>([
  ['nothing', {}, []],
  ['an unknown operation', { operation: 'sing' }, ['sing is no operation of the models']],
  ['another method', { method: 'GET' }, ['createFeedDocument asked: GET /feeds/2021-06-30/documents']],
  ['a parameter', { query: { quickly: '1' } }, ['createFeedDocument asked: parameter quickly is unknown']],
  ['a name that is missing', { asked: '{}' }, ["createFeedDocument asked:  must have required property 'contentType'"]],
  [
    'a name too many',
    { asked: '{"contentType":"a","size":1}' },
    ['createFeedDocument asked:  must NOT have additional properties'],
  ],
  ['a type', { asked: '{"contentType":1}' }, ['createFeedDocument asked: /contentType must be string']],
  ['no body', { asked: undefined }, ['createFeedDocument asked: no body']],
  ['a status', { status: 200 }, ['createFeedDocument answered 200: status 200 is not in the model']],
  [
    'the answer',
    { answered: { url: 'x' } },
    ["createFeedDocument answered 201:  must have required property 'feedDocumentId'"],
  ],
])('of a call with %s wrong just that is told', (_, change, problems) => {
  expect(problemsOf({ ...call, ...change } as Line)).toEqual(problems);
});

test('a signal without what its schema demands is told', () => {
  expect(problemsOf({ signal: { NotificationType: 'ORDER_CHANGE' } })).toContain(
    "ORDER_CHANGE:  must have required property 'Payload'",
  );
});
