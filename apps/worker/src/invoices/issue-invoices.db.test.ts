import { importOrders } from '@kontor/domain/orders/import-orders';
import { issueInvoices } from '@kontor/domain/invoices/issue-invoices';
import { transact } from '@kontor/domain/kernel/transact';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

/** Orders the marketplace has shipped: ready to be invoiced. */
async function shipped(count: number): Promise<string[]> {
  const orders = Array.from({ length: count }, () =>
    anIncomingOrder({ status: 'shipped', fulfilledBy: 'marketplace' }),
  );
  await importOrders(world.ctx(), { channelId: world.channelId, orders, unreadable: [], cursor: null });
  const wanted = `{${orders.map((order) => order.channelOrderId).join(',')}}`;
  return (await world.rows<{ id: string }>('select id from sales_order where channel_order_id = any(?)', [wanted])).map(
    (row) => row.id,
  );
}

const numbers = async () =>
  (await world.rows<{ number: string }>('select number from invoice order by number')).map((row) => row.number);

test('invoices are numbered 1…N without a gap, one per order, though many issue at once and some roll back', async () => {
  const ids = await shipped(60);
  const failing = ids.slice(0, 10).map((id) =>
    transact(world.ctx(), async (tx) => {
      await issueInvoices(tx, [id]);
      await tx.em.flush();
      throw new Error('the transaction fails after the number was taken');
    }).catch(() => {}),
  );
  const issuing = ids.flatMap((id) => [issueInvoices(world.ctx(), [id]), issueInvoices(world.ctx(), [id])]);
  await Promise.all([...failing, ...issuing]);
  await issueInvoices(world.ctx(), ids);
  const expected = Array.from({ length: 60 }, (_, index) => `RE-2026-${100_001 + index}`);
  expect(await numbers()).toEqual(expected);
});

test('the invoice carries what was sold to the cent, and cannot be changed afterwards', async () => {
  const [id] = await shipped(1);
  await issueInvoices(world.ctx(), [id!]);
  const [invoice] = await world.rows<{ gross_cents: number; net_cents: number; vat_cents: number }>(
    'select * from invoice where order_id = ?',
    [id],
  );
  expect(invoice).toMatchObject({ gross_cents: 3_986 });
  expect(invoice!.net_cents + invoice!.vat_cents).toBe(3_986);
  await expect(world.rows('update invoice set gross_cents = 1 where order_id = ?', [id])).rejects.toThrow(
    'append-only',
  );
  await expect(world.rows('delete from history')).rejects.toThrow('append-only');
});

test('without a recipient only a small amount is invoiced; the rest waits for a person', async () => {
  const nobody = { status: 'shipped', fulfilledBy: 'marketplace', shippingAddress: null } as const;
  const orders = [anIncomingOrder(nobody), anIncomingOrder({ ...nobody, totalCents: 30_000 })];
  await importOrders(world.ctx(), { channelId: world.channelId, orders, unreadable: [], cursor: null });
  await world.settle();
  const stations = await Promise.all(
    orders.map(
      async (order) =>
        (
          await world.rows<{ station: string }>('select station from sales_order where channel_order_id = ?', [
            order.channelOrderId,
          ])
        )[0]!.station,
    ),
  );
  expect(stations).toEqual(['invoiced', 'held']);
});
