import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { bookMissing } from '../ledger/book-invoices.ts';
import { loadAccountingSettings } from '../ledger/accounting-settings.ts';
import { openTickets } from '../tickets/open-tickets.ts';
import { bookOldSettlements } from './book-old-settlements.ts';
import { itemTickets } from './item-tickets.ts';
import { matchPayments } from './match-payments.ts';
import { writeOffSmall } from './write-off-small.ts';

const dayMs = 86_400_000;
/** How long money may wait for its invoice before a person is told. */
const invoiceGraceMs = dayMs;

/** Looks for what has been waiting too long (rule R16), and books what an older version or a lost job has left out of the ledger. */
export async function watchPayments(ctx: Context): Promise<void> {
  await bookMissing(ctx);
  await bookOldSettlements(ctx);
  await matchWaiting(ctx);
  await writeOffSmall(ctx);
  await transact(ctx, async (tx) => {
    await tellWithoutInvoice(tx);
    await tellUnsettled(tx);
  });
}

/** Refunds whose credit note is there, and cancelled invoices not offset yet, as after an older version, which knew neither. */
async function matchWaiting(ctx: Context): Promise<void> {
  const rows = (await ctx.em.execute(
    `select distinct n.order_id as "orderId" from settlement_item i join credit_note n on n.order_id = i.order_id and n.state = 'open'
      where i.open_cents <> 0 and i.kind = 'refund' and not i.by_hand
     union
     select v.order_id from invoice v join credit_note n on n.invoice_id = v.id and n.state = 'open' and n.reason = 'cancelled'
      where v.state = 'open' and v.paid_cents = 0 and v.credited_cents = v.gross_cents
        and not exists (select 1 from ledger_booking b where b.invoice_id = v.id and b.kind = 'offset')
      order by 1 limit 500`,
  )) as { orderId: string }[];
  const orderIds = rows.map(({ orderId }) => orderId);
  if (orderIds.length) await matchPayments(ctx, orderIds);
}

/** Money of an order that is still not invoiced. */
async function tellWithoutInvoice(tx: Transaction): Promise<void> {
  const items = (await tx.em.execute(
    `select i.settlement_id as "settlementId", s.settlement_id as settlement, i.item_no as "itemNo", i.channel_order_id as "channelOrderId",
            i.order_id as "orderId", i.open_cents as "openCents", s.currency, i.reason, i.transaction_type as "transactionType",
            i.amount_description as "amountDescription"
       from settlement_item i join settlement s on s.id = i.settlement_id
      where i.open_cents <> 0 and i.reason = 'not_invoiced' and s.booked_at < ? order by i.settlement_id, i.item_no limit 500`,
    [new Date(tx.now().getTime() - invoiceGraceMs)],
  )) as Parameters<typeof itemTickets>[0];
  await openTickets(tx, itemTickets(items));
}

interface Unsettled {
  id: string;
  number: string;
  orderId: string;
  openCents: number;
  currency: string;
  issuedOn: string;
}

/** Invoices that the channel should have paid by now. */
async function tellUnsettled(tx: Transaction): Promise<void> {
  const { unsettledAfterDays } = await loadAccountingSettings(tx);
  const late = (await tx.em.execute(
    `select i.id, i.number, i.order_id as "orderId", i.gross_cents - i.paid_cents as "openCents", i.currency, i.issued_on as "issuedOn"
       from invoice i join sales_order o on o.id = i.order_id join channel c on c.id = o.channel_id
      where i.state = 'open' and i.gross_cents > i.credited_cents and i.issued_at < ? and (c.policy ->> 'paidByChannel')::boolean
        and not exists (select 1 from ticket t where t.cause in ('unsettled:' || i.id, 'payment:' || i.id) and t.status = 'open')
      order by i.issued_at limit 200`,
    [new Date(tx.now().getTime() - unsettledAfterDays * dayMs)],
  )) as Unsettled[];
  await openTickets(
    tx,
    late.map(({ id, orderId, number: invoice, ...evidence }) => ({
      kind: 'settlement',
      reason: 'invoice_unsettled',
      cause: `unsettled:${id}`,
      orderId,
      evidence: { invoice, ...evidence },
    })),
  );
}
