import { CombinedError } from '@urql/core';
import { expect, test } from 'vitest';
import { problemOf } from './errors.ts';

const failed = (extensions: Record<string, unknown>) =>
  problemOf(new CombinedError({ graphQLErrors: [{ message: 'no', extensions }] }));

test('reads the codes of the API', () => {
  expect(failed({ code: 'CONFLICT' })).toMatchObject({ kind: 'conflict', code: 'CONFLICT' });
  expect(failed({ code: 'REJECTED', rejection: 'order_not_held' })).toMatchObject({
    kind: 'rejected',
    code: 'order_not_held',
  });
  expect(failed({ code: 'REJECTED', rejection: 'order_changed_meanwhile' })).toMatchObject({ kind: 'conflict' });
  expect(failed({ code: 'NOT_FOUND' })).toMatchObject({ kind: 'not_found' });
  expect(failed({ code: 'QUERY_TOO_DEEP' })).toMatchObject({ kind: 'server', code: 'QUERY_TOO_DEEP' });
});

test('a request that did not arrive is a network problem', () => {
  expect(problemOf(new CombinedError({ networkError: new Error('offline') }))).toMatchObject({ kind: 'network' });
  expect(problemOf(undefined)).toBeUndefined();
});
