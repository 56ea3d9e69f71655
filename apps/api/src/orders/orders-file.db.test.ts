import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, password, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await api.place(...Array.from({ length: 1_203 }, () => anIncomingOrder()));
});
afterAll(() => api.close());

const fetchFile = (query: string, headers: Record<string, string> = { authorization: `Bearer ${api.token}` }) =>
  fetch(`${api.url}/orders-file${query}`, { headers });
const filter = (value: object): string => `?filter=${encodeURIComponent(JSON.stringify(value))}`;

test('the whole list is in the file, once each, in the order of the list, over several pieces', async () => {
  const response = await fetchFile(`${filter({ running: true })}&sort=oldest`);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const [titles, ...rows] = (await response.text()).trim().split('\r\n');
  expect(titles).toMatch(/^order;channel;channel_order;/);
  const { data } = await api.graphql<{ orderIndex: { ids: string[] } }>('{ orderIndex(sort: oldest) { ids } }');
  const numbers = new Map(
    ((await api.ctx().em.execute('select id, number from sales_order')) as { id: string; number: string }[]).map(
      (row) => [row.id, row.number],
    ),
  );
  expect(rows.map((row) => row.split(';')[0])).toEqual(data!.orderIndex.ids.map((id) => numbers.get(id)));
});

test('what a spreadsheet would compute or split stays text', async () => {
  const order = anIncomingOrder();
  await api.place(order);
  await api
    .ctx()
    .em.execute(`update sales_order set buyer_name = '=HYPERLINK("x";"y")' where channel_order_id = ?`, [
      order.channelOrderId,
    ]);
  const text = await (await fetchFile(filter({ search: order.channelOrderId }))).text();
  expect(text).toContain(`;"'=HYPERLINK(""x"";""y"")";`);
});

test('a file is for those who may have names; a wrong wish is refused in words', async () => {
  expect((await fetchFile('', {})).status).toBe(401);
  const asRole = async (role: string) => {
    const signedIn = await api.signIn(`${role}@kontor.test`, password);
    const response = await fetchFile(filter({ search: 'nobody here' }), {
      cookie: signedIn.headers.get('set-cookie')!.split(';')[0]!,
    });
    await response.text();
    return response.status;
  };
  expect(await asRole('accounting')).toBe(200);
  expect([await asRole('reader'), await asRole('warehouse')]).toEqual([403, 403]);
  for (const wish of ['?filter=nonsense', filter({ nothing: 1 }), '?sort=sideways', filter({ placedFrom: 'x' })])
    expect((await fetchFile(wish)).status).toBe(400);
});
