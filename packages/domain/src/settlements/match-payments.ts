import { grouped, readOnly, sqlArray } from '../kernel/batch.ts';
import { newId } from '../kernel/id.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { Invoice } from '../invoices/invoice.entity.ts';
import type { InvoicePaid } from '../invoices/invoice.events.ts';
import { lockOrders } from '../orders/lock-orders.ts';
import type { Order } from '../orders/order.entity.ts';
import { closeTickets } from '../tickets/close-ticket.ts';
import { openTickets } from '../tickets/open-tickets.ts';
import { paidByCustomer } from './classify-row.ts';
import { Payment } from './settlement.entity.ts';
import { unknownOrderCause } from './take-settlement.ts';

/** What a settlement says a customer has paid for an order, minor units. */
export interface PaidGroup {
  settlementId: string;
  settlement: string;
  amountCents: number;
  /** Units sold, for the rounding tolerance. */
  units: number;
}

export type Match =
  | { result: 'paid'; roundingCents: number }
  | { result: 'partly' | 'overpaid'; differenceCents: number }
  | { result: 'nothing' };

/** Five cents a unit: rule R8. */
const tolerancePerUnit = 5;

/** Compares what was paid with what was invoiced (rule R8). Pure. */
export function decideMatch(grossCents: number, groups: PaidGroup[]): Match {
  if (!groups.length) return { result: 'nothing' };
  const difference = groups.reduce((sum, group) => sum + group.amountCents, 0) - grossCents;
  const units = Math.max(1, ...groups.map((group) => group.units));
  if (Math.abs(difference) <= tolerancePerUnit * units) return { result: 'paid', roundingCents: difference };
  return { result: difference < 0 ? 'partly' : 'overpaid', differenceCents: difference };
}

/**
 * Matches settled money to the open invoices of these orders (F34). It may run before the invoice or before the settlement:
 * whichever comes last finds the other. Repeating it changes nothing.
 */
export function matchPayments(ctx: Context, orderIds: string[]): Promise<void> {
  return transact(ctx, async (tx) => {
    const orders = await lockOrders(tx, orderIds, { station: 'invoiced' });
    const ids = orders.map((order) => order.id);
    const invoices = grouped(
      await tx.em.find(Invoice, { orderId: { $in: ids }, state: 'open' }),
      (invoice) => invoice.orderId,
    );
    const booked = new Set(
      (await tx.em.find(Payment, { orderId: { $in: ids } }, readOnly)).map(
        (payment) => `${payment.orderId}|${payment.settlementId}`,
      ),
    );
    const groups = await paidGroups(tx, ids);
    for (const order of orders) {
      const [invoice] = invoices(order.id);
      if (invoice) await book(tx, order, invoice, groups.get(order.id) ?? [], booked);
    }
  });
}

async function paidGroups(tx: Transaction, orderIds: string[]): Promise<Map<string, PaidGroup[]>> {
  const rows = (await tx.em.execute(
    // By the channel's order id: the row may have come before the order did.
    `select o.id as order_id, r.settlement_id, s.settlement_id as name, sum(r.amount_cents)::int as amount,
            (select coalesce(sum(quantity), 1)::int from order_line l where l.order_id = o.id) as units
       from sales_order o
       join settlement_row r on r.channel_order_id = o.channel_order_id
       join settlement s on s.id = r.settlement_id and s.channel_id = o.channel_id
      where o.id = any(?::uuid[]) and r.bucket = any(?)
      group by o.id, r.settlement_id, s.settlement_id order by r.settlement_id`,
    [sqlArray(orderIds), sqlArray([...paidByCustomer])],
  )) as { order_id: string; settlement_id: string; name: string; amount: number; units: number }[];
  const toGroup = (row: (typeof rows)[0]): PaidGroup => ({
    settlementId: row.settlement_id,
    settlement: row.name,
    amountCents: row.amount,
    units: row.units,
  });
  return new Map([...Map.groupBy(rows, (row) => row.order_id)].map(([id, of]) => [id, of.map(toGroup)]));
}

const differenceCause = (invoice: Invoice): string => `payment:${invoice.id}`;

async function book(
  tx: Transaction,
  order: Order,
  invoice: Invoice,
  groups: PaidGroup[],
  booked: Set<string>,
): Promise<void> {
  const match = decideMatch(invoice.grossCents, groups);
  if (match.result === 'nothing') return;
  for (const group of groups.filter(({ settlementId }) => !booked.has(`${order.id}|${settlementId}`)))
    addPayment(tx, order, invoice, group);
  invoice.paidCents = groups.reduce((sum, group) => sum + group.amountCents, 0);
  if (match.result === 'paid') {
    markPaid(tx, order, invoice, groups);
    const strangers = groups.map(({ settlementId }) => unknownOrderCause(settlementId, order.channelOrderId));
    await closeTickets(tx, [differenceCause(invoice), ...strangers], 'paid');
    return;
  }
  await openTickets(tx, [
    {
      kind: 'settlement',
      reason: match.result === 'partly' ? 'invoice_underpaid' : 'invoice_overpaid',
      cause: differenceCause(invoice),
      evidence: {
        invoice: invoice.number,
        grossCents: invoice.grossCents,
        paidCents: invoice.paidCents,
        differenceCents: match.differenceCents,
      },
      orderId: order.id,
    },
  ]);
}

function addPayment(tx: Transaction, order: Order, invoice: Invoice, group: PaidGroup): void {
  tx.em.create(Payment, {
    id: newId(),
    invoiceId: invoice.id,
    orderId: order.id,
    settlementId: group.settlementId,
    amountCents: group.amountCents,
    currency: invoice.currency,
    at: tx.now(),
  });
}

function markPaid(tx: Transaction, order: Order, invoice: Invoice, groups: PaidGroup[]): void {
  invoice.state = 'paid';
  Object.assign(order, { station: 'paid', paidAt: tx.now() });
  tx.record({
    type: 'InvoicePaid',
    orderId: order.id,
    invoice: invoice.number,
    settlement: groups.at(-1)!.settlement,
    amountCents: invoice.paidCents,
    currency: invoice.currency,
  } satisfies InvoicePaid);
}
