import { refundOrder } from '@kontor/domain/orders/refund-order';
import { newContext } from '@kontor/platform/context';
import { openDatabase } from '@kontor/platform/database';
import { openLog } from '@kontor/platform/log';
import { openQueue } from '@kontor/platform/queue';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Stack } from './stack.ts';

let stack: Stack;
beforeAll(async () => {
  // Every signal comes twice or in another sequence.
  stack = await Stack.start({ sandbox: { SANDBOX_SIGNAL_DISORDER: '1' } });
});
afterAll(() => stack?.stop());

const patient = { timeout: 150_000, interval: 500 };
const place = async (kind: string, count = 1): Promise<string[]> =>
  (await stack.ask<{ orderIds: string[] }>('/orders', { kind, count })).orderIds;
const orderOf = async (channelOrderId: string) =>
  (
    await stack.rows<{ id: string; rev: number; station: string; refunded_cents: number }>(
      'select id, rev, station, refunded_cents from sales_order where channel_order_id = $1',
      [channelOrderId],
    )
  )[0];
const effectOf = async (channelOrderId: string, kind: string): Promise<string | undefined> =>
  (
    await stack.rows<{ state: string }>(
      `select e.state from effect e join sales_order o on o.id = e.order_id where o.channel_order_id = $1 and e.kind = $2`,
      [channelOrderId, kind],
    )
  )[0]?.state;
const statusAtAmazon = async (channelOrderId: string): Promise<string | undefined> =>
  (await stack.world()).orders.list.find(({ orderId }) => orderId === channelOrderId)?.status;

test('orders run by themselves: told to Amazon and proved, their invoices uploaded and accepted, no call refused', async () => {
  const orders = [...(await place('plain', 3)), ...(await place('businessPlain'))];
  for (const order of orders) {
    await expect.poll(() => effectOf(order, 'channel_shipment'), patient).toBe('done');
    await expect.poll(() => effectOf(order, 'invoice_upload'), patient).toBe('done');
    expect(await statusAtAmazon(order)).toBe('SHIPPED');
  }
  const { throttled } = (await stack.world()) as unknown as { throttled: Record<string, number> };
  expect(throttled).toEqual({});
});

test('a buyer who wants out before anything has left is heard; the cancellation by staff reaches Amazon', async () => {
  const [order] = (await place('cancelRequest')) as [string];
  await expect.poll(async () => (await orderOf(order))?.station, patient).toBe('held');
  const { id, rev } = (await orderOf(order))!;
  const cancel = 'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { id } }';
  expect(await stack.graphql(cancel, { input: { orderId: id, expectedRev: rev } })).not.toHaveProperty('errors');
  await expect.poll(() => effectOf(order, 'channel_cancel'), patient).toBe('done');
  await expect.poll(() => statusAtAmazon(order), patient).toBe('CANCELLED');
});

test('a refund is taken by Amazon and comes back in the settlement', async () => {
  const [order] = (await place('plain')) as [string];
  await expect.poll(async () => (await orderOf(order))?.station, patient).toBe('paid');
  const amountCents = await refundFirstLine((await orderOf(order))!.id);
  await expect.poll(() => effectOf(order, 'channel_refund'), patient).toBe('done');
  expect((await orderOf(order))!.refunded_cents).toBe(amountCents);
  await stack.ask('/settlements/close');
  const refunds = async () =>
    Number(
      (
        await stack.rows<{ sum: string }>(
          `select coalesce(sum(amount_cents), 0) as sum from settlement_row where channel_order_id = $1 and bucket = 'REFUND'`,
          [order],
        )
      )[0]!.sum,
    );
  await expect.poll(refunds, patient).toBe(-amountCents);
});

test('pending, late and replacement orders, signalled twice and out of sequence, are stored once and come to the right station', async () => {
  const orders = [...(await place('pending')), ...(await place('lateData')), ...(await place('fba'))];
  for (const order of orders)
    await expect
      .poll(async () => (await orderOf(order))?.station, patient)
      .toMatch(/received|shipped|invoiced|paid|held/);
  const doubled = await stack.rows(
    `select data ->> 'channelOrderId' from history where type = 'OrderImported' group by 1 having count(*) > 1`,
  );
  expect(doubled).toEqual([]);
});

/** Gives the whole first line back, as the staff would; gross minor units. */
async function refundFirstLine(orderId: string): Promise<number> {
  const orm = await openDatabase(stack.databaseUrl);
  const boss = await openQueue(stack.databaseUrl, {
    log: openLog('test', 'silent'),
    supervise: false,
    instance: 'test',
  });
  const [line] = await stack.rows<{ id: string; total_cents: number; shipping_cents: number }>(
    'select id, total_cents, shipping_cents from order_line where order_id = $1 order by position',
    [orderId],
  );
  const { id: lineId, total_cents: goodsCents, shipping_cents: shippingCents } = line!;
  const lines = [{ lineId, goodsCents, shippingCents }];
  await refundOrder(newContext({ orm, boss }, 'staff:anna'), { orderId, reason: 'customer_return', lines });
  await boss.stop({ graceful: false });
  await orm.close(true);
  return goodsCents + shippingCents;
}
