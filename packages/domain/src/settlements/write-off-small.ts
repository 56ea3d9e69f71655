import type { EntityManager } from '@mikro-orm/postgresql';
import { grouped, sqlArray } from '../kernel/batch.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { loadAccountingSettings } from '../ledger/accounting-settings.ts';
import { lockOrders } from '../orders/lock-orders.ts';
import { closeTickets } from '../tickets/close-ticket.ts';
import { settleDocuments, writeOff } from './apply-matches.ts';
import { bookOpenItems, today } from './clarify-items.ts';
import { itemCause } from './item-tickets.ts';
import { underpaidCause } from './match-payments.ts';
import { loadDocuments, type MoneyDocument, openCentsOf } from './money-document.ts';
import { Settlement, SettlementItem } from './settlement.entity.ts';

/** Which differences are written off by themselves: up to so many minor units, after so many days without a change. */
export interface WriteOffRule {
  cents: number;
  days: number;
}

/** A small difference: the rest of an invoice that was paid in part (+), or what an order was paid too much (+, an item's). */
export interface SmallRest {
  kind: 'underpaid' | 'overpaid';
  /** The invoice, or the settlement of the item. */
  id: string;
  itemNo: number | null;
  /** Number of the invoice, or the channel's settlement id. */
  document: string;
  orderId: string;
  openCents: number;
  currency: string;
}

export interface WriteOffTrial {
  count: number;
  sums: { currency: string; amount: number }[];
  /** The largest of them. */
  rests: SmallRest[];
}

const dayMs = 86_400_000;
const batch = 200;

/**
 * A rest is small only where nothing else of its order is open, so that a late payment or credit note cannot explain it; what a person
 * has taken back stays with the person.
 */
const smallRests = `select 'underpaid' as kind, v.id, null::int as "itemNo", v.number as document, v.order_id as "orderId",
         v.gross_cents - v.paid_cents as "openCents", v.currency
    from invoice v
   where v.state = 'open' and v.paid_cents <> 0 and abs(v.gross_cents - v.paid_cents) <= :cents
     and (select max(p.at) from payment p where p.invoice_id = v.id) < :before
     and not exists (select 1 from invoice w where w.order_id = v.order_id and w.state = 'open' and w.id <> v.id)
     and not exists (select 1 from credit_note n where n.order_id = v.order_id and n.state = 'open')
     and not exists (select 1 from settlement_item i where i.order_id = v.order_id and i.open_cents <> 0)
     and not exists (select 1 from ledger_booking u join ledger_booking b on b.id = u.reverses
                      where u.invoice_id = v.id and b.kind = 'difference')
  union all
  select 'overpaid', i.settlement_id, i.item_no, s.settlement_id, i.order_id, i.open_cents, s.currency
    from settlement_item i join settlement s on s.id = i.settlement_id
   where i.kind = 'payment' and i.reason = 'overpaid' and not i.by_hand and i.open_cents <> 0 and abs(i.open_cents) <= :cents
     and s.booked_at < :before and not exists (select 1 from invoice v where v.order_id = i.order_id and v.state = 'open')`;

/** The small differences that a rule is about: of these orders, or of all. */
function ask(em: EntityManager, { cents, days }: WriteOffRule, now: Date, select: string, orderIds?: string[]) {
  const named: Record<string, unknown> = { cents, before: new Date(now.getTime() - days * dayMs) };
  const params: unknown[] = [];
  const sql = smallRests.replaceAll(/:(cents|before)/g, (_, name: string) => (params.push(named[name]), '?'));
  const where = orderIds ? 'where r."orderId" = any(?::uuid[])' : '';
  return em.execute(
    select.replace('RESTS', `(${sql}) r ${where}`),
    orderIds ? [...params, sqlArray(orderIds)] : params,
  );
}

/** Tries a rule on what is there; changes nothing. */
export async function tryWriteOffs(
  { em, now }: Pick<Context, 'em' | 'now'>,
  rule: WriteOffRule,
): Promise<WriteOffTrial> {
  const sums = (await ask(
    em,
    rule,
    now(),
    'select r.currency, count(*)::int as count, sum(r."openCents")::int as amount from RESTS group by 1 order by 1',
  )) as { currency: string; count: number; amount: number }[];
  const rests = await ask(
    em,
    rule,
    now(),
    'select r.* from RESTS order by abs(r."openCents") desc, r.document limit 20',
  );
  return {
    count: sums.reduce((all, { count }) => all + count, 0),
    sums: sums.map(({ currency, amount }) => ({ currency, amount })),
    rests: rests as SmallRest[],
  };
}

/** Writes off what the rule in the settings is about, a batch at a time; gives how many. Off while its limit is 0. */
export async function writeOffSmall(ctx: Context): Promise<number> {
  const { autoWriteOffCents: cents, autoWriteOffDays: days } = await loadAccountingSettings(ctx);
  if (!cents) return 0;
  const rule = { cents, days };
  const select = `select distinct r."orderId" from RESTS order by 1 limit ${batch}`;
  const orders = (await ask(ctx.em, rule, ctx.now(), select)) as { orderId: string }[];
  if (!orders.length) return 0;
  return transact(ctx, async (tx) => {
    const ids = orders.map(({ orderId }) => orderId);
    const locked = await lockOrders(tx, ids);
    const items = await lockItems(tx, ids);
    // Who waited for the locks looks again: money may have come in between.
    const rests = (await ask(tx.em, rule, tx.now(), 'select r.* from RESTS', ids)) as SmallRest[];
    const documents = await loadDocuments(tx, ids);
    const name = `write_off:${cents}:${days}`;
    await writeOffInvoices(tx, rests, documents, name);
    await writeOffItems(tx, rests, items, name);
    const of = grouped(documents, ({ orderId }) => orderId);
    for (const order of locked) settleDocuments(tx, order, of(order.id), '');
    return rests.length;
  });
}

const lockItems = async (tx: Transaction, orderIds: string[]): Promise<SettlementItem[]> => {
  await tx.em.execute(
    `select 1 from settlement_item where order_id = any(?::uuid[]) and open_cents <> 0 order by settlement_id, item_no for update`,
    [sqlArray(orderIds)],
  );
  return tx.em.find(SettlementItem, { orderId: { $in: orderIds }, openCents: { $ne: 0 } }, { refresh: true });
};

async function writeOffInvoices(
  tx: Transaction,
  rests: SmallRest[],
  documents: MoneyDocument[],
  rule: string,
): Promise<void> {
  const ids = rests.filter(({ kind }) => kind === 'underpaid').map(({ id }) => id);
  const meant = documents.filter(({ id }) => ids.includes(id));
  const day = await today(tx);
  await writeOff(
    tx,
    meant.map((document) => ({ document, cents: openCentsOf(document), day, rule })),
  );
  await closeTickets(tx, ids.map(underpaidCause), 'written_off');
}

async function writeOffItems(
  tx: Transaction,
  rests: SmallRest[],
  locked: SettlementItem[],
  rule: string,
): Promise<void> {
  const isMeant = (item: SettlementItem): boolean =>
    rests.some(({ kind, id, itemNo }) => kind === 'overpaid' && id === item.settlementId && itemNo === item.itemNo);
  const items = locked.filter(isMeant);
  const settlements = await tx.em.find(Settlement, { id: { $in: items.map(({ settlementId }) => settlementId) } });
  const parts = items.map((item) => ({
    item,
    settlement: settlements.find(({ id }) => id === item.settlementId)!,
    account: 'rounding' as const,
    rule,
  }));
  await bookOpenItems(tx, parts, await today(tx));
  await closeTickets(
    tx,
    items.map((item) => itemCause({ ...item, channelOrderId: item.channelOrderId ?? null }, 'overpaid')),
    'written_off',
  );
}
