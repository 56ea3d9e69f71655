import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import { HoldRule } from '@kontor/domain/orders/hold-rule.entity';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { saveHoldRule, type SaveHoldRule } from '@kontor/domain/orders/save-hold-rule';
import type { HoldReason } from '@kontor/domain/orders/stations';
import { tryHoldRule } from '@kontor/domain/orders/try-hold-rule';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

const take = async (...orders: IncomingOrder[]): Promise<void> => {
  await importOrders(world.ctx('channel'), { channelId: world.channelId, orders, unreadable: [], cursor: null });
  await world.settle();
};
const row = async (order: IncomingOrder) =>
  (
    await world.rows<{ id: string; number: string; station: string; hold_reasons: string[] }>(
      'select id, number, station, hold_reasons from sales_order where channel_order_id = ?',
      [order.channelOrderId],
    )
  )[0]!;
const ruleFor = (reason: HoldReason): Promise<HoldRule> =>
  world.ctx().em.findOneOrFail(HoldRule, { reason, channelId: null });
async function set(reason: HoldReason, o: Partial<SaveHoldRule>): Promise<HoldRule> {
  const { id, params, priority, active } = await ruleFor(reason);
  return saveHoldRule(world.ctx('staff:ada'), { ruleId: id, reason, params, priority, active, ...o });
}

test.each<[HoldReason, Partial<SaveHoldRule>, () => IncomingOrder]>([
  ['price_deviation', {}, () => withPrice(3_100)],
  ['price_deviation', { params: { percent: 20 } }, () => withPrice(2_600)],
  ['order_value', {}, () => anIncomingOrder({ totalCents: 250_001 })],
  ['order_value', { params: { limitCents: 5_000 } }, () => anIncomingOrder({ totalCents: 5_001 })],
  ['country_not_served', {}, () => goingTo('NO')],
  ['country_not_served', { params: { countries: ['FR'] } }, () => anIncomingOrder()],
  ['question', {}, () => anIncomingOrder({ remark: 'Wann kommt das Paket?' })],
  ['extra_items', {}, () => anIncomingOrder({ remark: 'Bitte noch ein Ladekabel dazu' })],
  ['cancel_requested', {}, () => anIncomingOrder({ remark: 'Bitte stornieren' })],
])('%s stops the order, and the stored decision names rule, version and numbers', async (reason, change, make) => {
  const { params, active } = await ruleFor(reason);
  const before = { params, active };
  const { id, version } = await set(reason, change);
  const order = make();
  await take(order);
  const { id: orderId, ...held } = await row(order);
  expect(held).toMatchObject({ station: 'held', hold_reasons: [reason] });
  const [decision] = await world.rows<{ held: boolean; record: { findings: object[] } }>(
    'select held, record from hold_decision where order_id = ?',
    [orderId],
  );
  expect(decision).toMatchObject({ held: true, record: { findings: [{ reason, ruleId: id, version }] } });
  await set(reason, before);
});

const goingTo = (country: string): IncomingOrder =>
  anIncomingOrder({ shippingAddress: { ...anIncomingOrder().shippingAddress!, country, postcode: '0150' } });

function withPrice(totalCents: number): IncomingOrder {
  const order = anIncomingOrder();
  order.lines[0]!.totalCents = totalCents;
  return order;
}

test('the same basket of the same customer within the time is suspected, another basket or a later one is not', async () => {
  const first = anIncomingOrder();
  const again = (minutes: number, o: Partial<IncomingOrder> = {}) =>
    anIncomingOrder({
      buyer: first.buyer,
      placedAt: new Date(first.placedAt.getTime() + minutes * 60_000),
      ...o,
    });
  const twin = again(20);
  const later = again(51);
  const other = again(5, { lines: [{ ...first.lines[0]!, quantity: 1, totalCents: 999 }] });
  await take(first, twin);
  await take(later, other);
  expect(await row(twin)).toMatchObject({ station: 'held', hold_reasons: ['suspected_duplicate'] });
  const [ticket] = await world.rows<{ evidence: { twins: { order: string }[] } }>(
    'select evidence from ticket where order_id = ?',
    [(await row(twin)).id],
  );
  expect(ticket!.evidence.twins.map(({ order }) => order)).toEqual([(await row(first)).number]);
  expect([(await row(first)).station, (await row(later)).station, (await row(other)).station]).toEqual([
    'routed',
    'routed',
    'routed',
  ]);
});

test('a rule that is switched off lets the order run, also for one channel alone; each state is kept as a version', async () => {
  const general = await set('gift_message', { active: true });
  const own = await saveHoldRule(world.ctx('staff:ada'), {
    reason: 'gift_message',
    channelId: world.channelId,
    params: {},
    priority: 3,
    active: false,
  });
  const order = anIncomingOrder({ giftMessage: 'Alles Gute' });
  await take(order);
  expect((await row(order)).station).toBe('routed');
  await saveHoldRule(world.ctx('staff:ada'), { ...own, ruleId: own.id, channelId: null, active: true });
  const next = anIncomingOrder({ giftMessage: 'Alles Gute' });
  await take(next);
  expect((await row(next)).hold_reasons).toEqual(['gift_message']);
  expect(
    await world.rows('select version, active, by from hold_rule_version where rule_id = ? order by version', [own.id]),
  ).toEqual([
    { version: 1, active: false, by: 'staff:ada' },
    { version: 2, active: true, by: 'staff:ada' },
  ]);
  await expect(world.rows('update hold_rule_version set active = true')).rejects.toThrow(/append-only/);
  await expect(
    saveHoldRule(world.ctx('staff:ben'), { ...general, ruleId: general.id, expectedVersion: general.version - 1 }),
  ).rejects.toMatchObject({ code: 'rule_changed_meanwhile' });
});

test('what an order cannot do without cannot be switched off, and nonsense is refused', async () => {
  await expect(set('unknown_sku', { active: false })).rejects.toMatchObject({ code: 'rule_indispensable' });
  await expect(set('order_value', { params: { limitCents: -1 } })).rejects.toMatchObject({ code: 'rule_invalid' });
  await expect(set('remark', { params: { percent: 3 } })).rejects.toMatchObject({ code: 'rule_invalid' });
  await expect(set('remark', { priority: 9 })).rejects.toMatchObject({ code: 'rule_invalid' });
});

test('a dry run tells which past orders a rule would have held, and changes nothing', async () => {
  const dear = anIncomingOrder({ totalCents: 9_900 });
  await take(dear);
  const { id, params } = await ruleFor('order_value');
  const before = await world.rows('select count(*) from history');
  const draft = {
    ruleId: id,
    reason: 'order_value' as const,
    params: { limitCents: 9_000 },
    priority: 2,
    active: true,
  };
  const trial = await tryHoldRule(world.ctx(), { rule: draft, last: 1_000 });
  const [{ n }] = (await world.rows<{ n: number }>('select count(*)::int as n from sales_order')) as [{ n: number }];
  expect(trial).toMatchObject({ looked: n, let: 0 });
  // The rule as it stands holds the one of 2,500.01 € too, placed above.
  expect(trial.held.toSorted((a, b) => Number(a.alsoNow) - Number(b.alsoNow))).toMatchObject([
    { order: (await row(dear)).number, numbers: { totalCents: 9_900, limitCents: 9_000 }, alsoNow: false },
    { numbers: { totalCents: 250_001, limitCents: 9_000 }, alsoNow: true },
  ]);
  expect((await tryHoldRule(world.ctx(), { rule: draft, last: 2 })).looked).toBe(2);
  expect((await ruleFor('order_value')).params).toEqual(params);
  expect(await world.rows('select count(*) from history')).toEqual(before);
  await expect(
    tryHoldRule(world.ctx(), { rule: { ...draft, reason: 'no_stock', params: {} }, last: 9 }),
  ).rejects.toMatchObject({ code: 'rule_not_replayable' });
});

test('a dry run looks at the address as the channel gave it, though a person has corrected it since', async () => {
  const { priority } = await ruleFor('incomplete_address');
  const order = anIncomingOrder({ shippingAddress: { ...anIncomingOrder().shippingAddress!, street: 'Lindenweg' } });
  await take(order);
  await world.rows(
    `update sales_order set shipping_address = jsonb_set(shipping_address, '{street}', '"Lindenweg 7"') where id = ?`,
    [(await row(order)).id],
  );
  const draft = { reason: 'incomplete_address' as const, params: {}, priority, active: true };
  const { held } = await tryHoldRule(world.ctx(), { rule: draft, last: 1_000 });
  expect(held.filter(({ alsoNow }) => alsoNow).map((one) => one.order)).toContain((await row(order)).number);
});
