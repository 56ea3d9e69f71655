import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, password, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const west = { code: 'west-1', name: 'Lager West', kind: 'external', confirmWithinMinutes: 480 };
const create = (more: object = {}, headers?: Record<string, string>) =>
  api.graphql<{ createCarrier: { id: string; code: string; active: boolean; proved: boolean; transport: string } }>(
    'mutation ($input: CreateCarrierInput!) { createCarrier(input: $input) { id code active proved transport } }',
    { input: { ...west, ...more } },
    headers,
  );
const rename = (carrierId: string, name: string, headers?: Record<string, string>) =>
  api.graphql<{ renameCarrier: { name: string } }>(
    'mutation ($carrierId: ID!, $name: String!) { renameCarrier(carrierId: $carrierId, name: $name) { name } }',
    { carrierId, name },
    headers,
  );
const draft = async (query = 'query { draft: matrixDraft') => {
  const { data } = await api.graphql<{
    draft: { rev: number; terms: { carriers: { code: string; name: string }[]; services: { carrier: string }[] } };
  }>(`${query} { rev terms { carriers { code name confirmWithinMinutes } services { carrier } } } }`);
  return data!.draft;
};

test('a new carrier is at rest and stands in the next draft of the matrix, without services', async () => {
  const { data } = await create();
  expect(data!.createCarrier).toMatchObject({ code: 'WEST-1', active: false, proved: false, transport: 'none' });
  const armed = await api.graphql(`mutation { armCarrier(carrierId: "${data!.createCarrier.id}") { active } }`);
  expect(armed.errors?.[0]?.extensions.rejection).toBe('round_trip_missing');
  const { terms } = await draft('mutation { draft: createMatrixDraft');
  expect(terms.carriers).toContainEqual({ code: 'WEST-1', name: 'Lager West', confirmWithinMinutes: 480 });
  expect(terms.services.some(({ carrier }) => carrier === 'WEST-1')).toBe(false);
});

test('an open draft follows a new carrier and a new name, and whoever saw it before is told', async () => {
  const before = await draft();
  const { data } = await create({ code: 'OST', kind: 'own', name: 'Lager Ost' });
  await rename(data!.createCarrier.id, ' Lager Dresden ');
  const after = await draft();
  expect(after.terms.carriers).toContainEqual(expect.objectContaining({ code: 'OST', name: 'Lager Dresden' }));
  expect(after.terms.carriers).toHaveLength(before.terms.carriers.length + 1);
  expect(after.rev).toBeGreaterThan(before.rev);
  const active = await api.graphql<{ matrix: { terms: { carriers: { code: string }[] } } }>(
    '{ matrix { terms { carriers { code } } } }',
  );
  expect(active.data!.matrix.terms.carriers.map(({ code }) => code)).not.toContain('OST');
  const written = await api.ctx().em.execute(`select type from history where type like 'Carrier%' order by seq`);
  expect(written).toEqual([{ type: 'CarrierCreated' }, { type: 'CarrierCreated' }, { type: 'CarrierRenamed' }]);
});

test('a code is given once, also when two ask at the same time', async () => {
  const answers = await Promise.all([create({ code: 'SUED' }), create({ code: 'sued' }), create({ code: 'nord' })]);
  const refused = answers.flatMap(({ errors }) => errors?.map(({ extensions }) => extensions.rejection) ?? []);
  expect(refused).toEqual(['carrier_exists', 'carrier_exists']);
});

test.each([
  [{ code: 'a b' }],
  [{ code: '' }],
  [{ name: ' ' }],
  [{ country: 'Germany' }],
  [{ confirmWithinMinutes: 0 }],
])('%j is refused by the name of its field', async (wrong) => {
  const { errors } = await create({ code: 'FRESH', ...wrong });
  expect(errors?.[0]?.extensions).toMatchObject({
    rejection: 'carrier_invalid',
    details: { problems: [{ field: Object.keys(wrong)[0] }] },
  });
});

test('only administrators make and rename carriers', async () => {
  const response = await api.signIn('clerk@kontor.test', password);
  const headers = { cookie: response.headers.get('set-cookie')!.split(';')[0]!, origin: api.url };
  const answers = [await create({ code: 'CLERK' }, headers), await rename(api.own.id, 'Meins', headers)];
  expect(answers.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
});
