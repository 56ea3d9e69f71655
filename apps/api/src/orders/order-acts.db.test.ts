import { Effect } from '@kontor/domain/effects/effect.entity';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession } from '../staff/sign-in.ts';
import { openTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

async function as(role: string): Promise<Record<string, string>> {
  const [{ id }] = (await api.ctx().em.execute('select id from staff where role = ?', [role])) as [{ id: string }];
  return { cookie: `kontor_session=${await openSession(api.ctx().em, id)}` };
}

interface Placed {
  id: string;
  lines: { id: string }[];
}
async function placed(o: Parameters<typeof anIncomingOrder>[0] = {}): Promise<Placed> {
  const incoming = anIncomingOrder(o);
  await api.place(incoming);
  const query = `{ orders(filter: { search: "${incoming.channelOrderId}" }) { edges { node { id lines { id } } } } }`;
  return (await api.graphql<{ orders: { edges: { node: Placed }[] } }>(query)).data!.orders.edges[0]!.node;
}
const shipped = (id: string) => api.ctx().em.execute(`update sales_order set station = 'invoiced' where id = ?`, [id]);
const cancel = (input: object, headers?: Record<string, string>) =>
  api.graphql<{ cancelOrder: { station: string } }>(
    'mutation($input: CancelOrderInput!) { cancelOrder(input: $input) { station } }',
    { input },
    headers,
  );
const refund = (input: object, headers?: Record<string, string>) =>
  api.graphql<{ refundOrder: { effects: { kind: string; state: string }[] } }>(
    'mutation($input: RefundOrderInput!) { refundOrder(input: $input) { effects { kind state } } }',
    { input },
    headers,
  );

test('a cancellation tells the channel why', async () => {
  const { id } = await placed();
  const { data } = await cancel({ orderId: id, reason: 'no_stock', note: 'sold out' }, await as('clerk'));
  expect(data).toEqual({ cancelOrder: { station: 'cancelled' } });
  const { intent } = await api.ctx().em.findOneOrFail(Effect, { orderId: id, kind: 'channel_cancel' });
  expect(intent).toEqual({ reason: 'no_stock' });
});

test('a held order is split, and what leaves apart is shown', async () => {
  const { id } = await placed({ remark: 'getrennt bitte' });
  await api.ctx().em.execute(`update sales_order set station = 'held', held_at = 'received' where id = ?`, [id]);
  const split = (parts: object[]) =>
    api.graphql<{ splitOrder: { parts: object[] } }>(
      'mutation($input: SplitOrderInput!) { splitOrder(input: $input) { parts { units { sku quantity } } } }',
      { input: { orderId: id, parts } },
    );
  const part = { units: [{ sku: 'SKU-1', quantity: 1 }] };
  expect((await split([part])).data).toEqual({ splitOrder: { parts: [part] } });
  expect((await split([{ units: [] }])).errors?.[0]?.extensions.rejection).toBe('split_invalid');
  expect((await split([])).data).toEqual({ splitOrder: { parts: [] } });
});

test('a refund of a part goes to the channel as an effect; more than was paid is refused', async () => {
  const { id, lines } = await placed();
  const part = {
    orderId: id,
    reason: 'damaged',
    lines: [{ lineId: lines[1]!.id, goodsCents: 500, shippingCents: 489 }],
  };
  expect((await refund(part)).errors?.[0]?.extensions.rejection).toBe('order_not_shipped');
  await shipped(id);
  expect((await refund(part, await as('accounting'))).data?.refundOrder.effects).toEqual([
    { kind: 'channel_refund', state: 'pending' },
  ]);
  expect((await refund(part)).errors?.[0]?.extensions).toMatchObject({
    rejection: 'refund_too_high',
    details: { goodsCents: 999, shippingCents: 0 },
  });
  expect((await refund({ ...part, lines: [] })).errors?.[0]?.extensions.rejection).toBe('refund_empty');
  expect((await refund({ ...part, expectedRev: 99 })).errors?.[0]?.extensions.code).toBe('CONFLICT');
});

test.each([
  ['reader', 'FORBIDDEN', 'FORBIDDEN'],
  ['warehouse', 'FORBIDDEN', 'FORBIDDEN'],
  ['accounting', 'FORBIDDEN', 'NOT_FOUND'],
  ['clerk', 'NOT_FOUND', 'NOT_FOUND'],
])('a %s who cancels and refunds hears %s and %s', async (role, toCancel, toRefund) => {
  const nobody = { orderId: '00000000-0000-7000-8000-000000000000' };
  const headers = await as(role);
  expect((await cancel(nobody, headers)).errors?.[0]?.extensions.code).toBe(toCancel);
  expect((await refund({ ...nobody, reason: 'other', lines: [] }, headers)).errors?.[0]?.extensions.code).toBe(
    toRefund,
  );
});

test('an order shows its marketplace, that a business bought it, what it replaces and that data are withheld', async () => {
  const original = anIncomingOrder();
  await api.place(original);
  const { id } = await placed({ isBusiness: true, replaces: original.channelOrderId, shippingAddress: null });
  const { data } = await api.graphql<{ order: Record<string, unknown> }>(
    `{ order(id: "${id}") { marketplace business replaces replacedOrder { channelOrderId } dataRetryAt dataTries refunded { amount } } }`,
  );
  expect(data!.order).toEqual({
    marketplace: 'A1PA6795UKMFR9',
    business: true,
    replaces: original.channelOrderId,
    replacedOrder: { channelOrderId: original.channelOrderId },
    dataRetryAt: expect.any(String),
    dataTries: 0,
    refunded: null,
  });
});
