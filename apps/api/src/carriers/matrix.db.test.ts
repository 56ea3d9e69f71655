import { afterAll, beforeAll, expect, test } from 'vitest';
import { password, openTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

interface Version {
  id: string;
  number: number;
  state: string;
  rev: number;
  createdBy: string;
  terms: { services: { code: string; maxWeightG: number; tariffs: { zones: { bands: { cents: number }[] }[] }[] }[] };
}
const terms = `terms { currency strategy { kind dayCents } islands
  carriers { code name active confirmWithinMinutes excludedChannels calendar { weekdays region closedOn hours { from to } } }
  services { carrier code name parcelService active level countries postcodes excludedPostcodes islands hazardous maxWeightG maxLengthMm
    maxWidthMm maxHeightMm maxGirthMm volumetricDivisor maxParcels cutOff transitDays deliveryWeekdays excludedChannels
    tariffs { version validFrom validTo surcharges { name when over postcodes cents permille } zones { name countries postcodes bands { upToG cents } } } } }`;
const version = `{ id number state rev createdBy ${terms} }`;
const edit = `mutation($input: EditMatrixDraftInput!) { editMatrixDraft(input: $input) ${version} }`;

async function begin(): Promise<Version> {
  const { data, errors } = await api.graphql<{ createMatrixDraft: Version }>(
    `mutation { createMatrixDraft ${version} }`,
  );
  expect(errors).toBeUndefined();
  return data!.createMatrixDraft;
}

test('a draft is read, changed as a whole, and a stale change is a conflict', async () => {
  const draft = await begin();
  expect(draft).toMatchObject({ number: 2, state: 'draft', createdBy: 'token:tests' });
  const [first, ...others] = draft.terms.services;
  const changed = { ...draft.terms, services: [{ ...first!, maxWeightG: 2_000 }, ...others] };
  const input = { id: draft.id, expectedRev: draft.rev, terms: changed };
  const { data } = await api.graphql<{ editMatrixDraft: Version }>(edit, { input });
  expect(data!.editMatrixDraft.terms).toEqual(changed);
  const again = await api.graphql(edit, { input });
  expect(again.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', rejection: 'matrix_changed_meanwhile' });
});

test('terms that cannot be meant are refused by their place', async () => {
  const { data } = await api.graphql<{ matrixDraft: Version }>(`{ matrixDraft ${version} }`);
  const draft = data!.matrixDraft;
  const services = draft.terms.services.map((service) => ({ ...service, maxWeightG: 0 }));
  const input = { id: draft.id, expectedRev: draft.rev, terms: { ...draft.terms, services } };
  const { errors } = await api.graphql(edit, { input });
  expect(errors?.[0]?.extensions).toMatchObject({
    code: 'REJECTED',
    rejection: 'matrix_invalid',
    details: { problems: [{ path: 'services.0.maxWeightG' }, { path: 'services.1.maxWeightG' }] },
  });
});

test('only administrators change the matrix; everybody may look at it', async () => {
  const response = await api.signIn('clerk@kontor.test', password);
  const headers = { cookie: response.headers.get('set-cookie')!.split(';')[0]!, origin: api.url };
  const looked = await api.graphql<{ matrixVersions: { totalCount: number } }>(
    '{ matrixVersions { totalCount } matrix { number shadows { row } } }',
    {},
    headers,
  );
  expect(looked.data!.matrixVersions.totalCount).toBe(2);
  for (const act of ['createMatrixDraft', `discardMatrixDraft(input: { id: "${api.own.id}", expectedRev: 1 })`]) {
    const { errors } = await api.graphql(`mutation { ${act} { id } }`, {}, headers);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  }
});

test('a dry run over no orders, and publishing, and rolling back', async () => {
  const { data } = await api.graphql<{ matrixDraft: Version }>('{ matrixDraft { id rev } }');
  const { id, rev: expectedRev } = data!.matrixDraft;
  const run = await api.graphql<{ simulateMatrixDraft: object }>(
    'mutation($input: SimulateMatrixInput!) { simulateMatrixDraft(input: $input) { number against orders moved lost before { amount currency } } }',
    { input: { id, expectedRev, last: 10_000 } },
  );
  expect(run.data!.simulateMatrixDraft).toEqual({
    number: 2,
    against: 1,
    orders: 0,
    moved: 0,
    lost: 0,
    before: { amount: 0, currency: 'EUR' },
  });
  await api.graphql('mutation($input: PublishMatrixInput!) { publishMatrix(input: $input) { id } }', {
    input: { id, expectedRev, note: 'leichter' },
  });
  const versions = async () =>
    (
      await api.graphql<{ matrixVersions: { edges: { node: Version }[] } }>(
        '{ matrixVersions { edges { node { id number state rev } } } }',
      )
    ).data!.matrixVersions.edges.map(({ node }) => node);
  expect((await versions()).map(({ number, state }) => [number, state])).toEqual([
    [2, 'active'],
    [1, 'retired'],
  ]);
  const old = (await versions())[1]!;
  const back = await api.graphql<{ rollBackMatrix: Version }>(
    'mutation($input: SeenMatrixInput!) { rollBackMatrix(input: $input) { number state } }',
    { input: { id: old.id, expectedRev: old.rev } },
  );
  expect(back.data!.rollBackMatrix).toEqual({ number: 1, state: 'active' });
});

test('examples of all five parcel services are there to begin with', async () => {
  const { data } = await api.graphql<{ exampleServices: { parcelService: string }[] }>(
    '{ exampleServices(carrierCode: "HAUS") { parcelService } }',
  );
  expect(new Set(data!.exampleServices.map((row) => row.parcelService))).toEqual(
    new Set(['DHL', 'DPD', 'GLS', 'Hermes', 'UPS']),
  );
});

test('products by page and search; a count is corrected with a reason, a stale correction is a conflict', async () => {
  const query =
    'query($search: String) { products(first: 1, search: $search) { totalCount pageInfo { hasNextPage endCursor } edges { node { sku incomplete stock { onHand free carrier { code } } } } } }';
  const { data } = await api.graphql<{ products: { totalCount: number; edges: { node: object }[] } }>(query);
  expect(data!.products).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
  const found = await api.graphql<{ products: { edges: { node: object }[] } }>(query, { search: 'u-2' });
  expect(found.data!.products.edges[0]!.node).toEqual({
    sku: 'SKU-2',
    incomplete: false,
    stock: ['HAUS', 'NORD'].map((code) => ({ onHand: 1_000_000, free: 1_000_000, carrier: { code } })),
  });
  const adjust = 'mutation($input: AdjustStockInput!) { adjustStock(input: $input) { stock { onHand } } }';
  const input = { sku: 'SKU-2', carrierId: api.own.id, onHand: 7, expectedOnHand: 1_000_000, reason: 'Inventur' };
  expect((await api.graphql(adjust, { input })).errors).toBeUndefined();
  expect((await api.graphql(adjust, { input })).errors?.[0]?.extensions.code).toBe('CONFLICT');
  expect((await api.graphql(adjust, { input: { ...input, reason: ' ' } })).errors?.[0]?.extensions.code).toBe(
    'REJECTED',
  );
  const [fact] = (await api.ctx().em.execute(`select data from history where type = 'StockAdjusted'`)) as {
    data: object;
  }[];
  expect(fact!.data).toMatchObject({ sku: 'SKU-2', carrier: 'HAUS', before: 1_000_000, after: 7, reason: 'Inventur' });
});
