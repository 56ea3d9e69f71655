import { transact } from '@kontor/domain/kernel/transact';
import { bookInvoices } from '@kontor/domain/ledger/book-invoices';
import { issueInvoices } from '@kontor/domain/invoices/issue-invoices';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sold } from '../settlements/statements.testing.ts';
import { openTestWorld, type TestWorld } from '../testing.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

/** Resolves when a statement of this database waits for a lock. */
async function someoneWaits(): Promise<void> {
  const sql = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while (!(await world.rows(sql)).length) await new Promise((again) => setTimeout(again, 10));
}

test('who waited for the lock of an invoice sees that another has booked it', async () => {
  const channelOrderId = await sold(world);
  const orders = await world.rows<{ id: string }>('select id from sales_order where channel_order_id = ?', [
    channelOrderId,
  ]);
  await issueInvoices(
    world.ctx(),
    orders.map(({ id }) => id),
  );
  const [invoice] = await world.rows<{ id: string; number: string }>('select id, number from invoice');
  let second!: Promise<number>;
  const first = await transact(world.ctx(), async (tx) => {
    const booked = await bookInvoices(tx, [invoice!.number]);
    second = bookInvoices(world.ctx(), [invoice!.number]);
    second.catch(() => undefined);
    await someoneWaits();
    return booked;
  });
  expect([first, await second]).toEqual([1, 0]);
  expect(await world.rows('select kind from ledger_booking where invoice_id = ?', [invoice!.id])).toEqual([
    { kind: 'invoice' },
  ]);
});
