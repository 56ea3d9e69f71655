import type { EntityManager } from '@mikro-orm/postgresql';
import { Rejection } from '../kernel/rejection.ts';
import type { Account } from '../ledger/accounts.ts';
import { normalised } from './classify-row.ts';
import type { ItemKey } from './clarify-items.ts';
import { Settlement, SettlementItem } from './settlement.entity.ts';
import { suggest, type Candidate, type Suggestion } from './suggest.ts';

/** Open documents with what is open on them, signed: a credit note waits for money that goes back. */
const documents = `(
  select i.id, i.number, i.order_id, i.gross_cents - i.paid_cents as open_cents, i.currency, i.issued_on, i.issued_at from invoice i where i.state = 'open'
  union all
  select n.id, n.number, n.order_id, n.paid_cents - n.gross_cents, n.currency, n.issued_on, n.issued_at from credit_note n where n.state = 'open')`;
const columns = `i.id as "invoiceId", i.number, o.number as "order", o.channel_order_id as "channelOrderId",
  i.open_cents as "openCents", i.currency, i.issued_on as "issuedOn"`;

/** Suggestions for an open item, best first; throws Rejection when there is no such item. */
export async function suggestionsFor(em: EntityManager, { settlementId, itemNo }: ItemKey): Promise<Suggestion[]> {
  const item = await em.findOne(SettlementItem, { settlementId, itemNo });
  if (!item) throw new Rejection('item_not_found');
  if (item.openCents === 0) return [];
  const { currency } = await em.findOneOrFail(Settlement, settlementId);
  const { channelOrderId = null, merchantOrderId = null } = item;
  const candidates = await candidatesFor(em, item, currency!);
  const facts = {
    ...item,
    channelOrderId,
    merchantOrderId,
    currency: currency!,
    bookedBefore: await bookedBefore(em, item),
  };
  return suggest(facts, candidates);
}

/** Open documents of the item's order, then some of the same amount. */
async function candidatesFor(em: EntityManager, item: SettlementItem, currency: string): Promise<Candidate[]> {
  const names = [item.channelOrderId ?? '', item.merchantOrderId ?? '', item.merchantOrderId ?? ''];
  return (await em.execute(
    `(select ${columns} from ${documents} i join sales_order o on o.id = i.order_id
       where (o.channel_order_id = ? or o.number = ? or i.number = ?) limit 20)
     union
     (select ${columns} from ${documents} i join sales_order o on o.id = i.order_id
       where i.currency = ? and i.open_cents = ? order by i.issued_at desc limit 5)`,
    [...names, currency, item.openCents],
  )) as Candidate[];
}

/** How rows of the same words were booked by hand before. */
async function bookedBefore(
  em: EntityManager,
  item: SettlementItem,
): Promise<{ account: Account; times: number } | null> {
  if (item.kind !== 'other') return null;
  const words = normalised({
    transactionType: item.transactionType,
    amountType: item.amountType ?? '',
    amountDescription: item.amountDescription ?? '',
  });
  const [known] = (await em.execute(
    `select case when e.debit = 'clearing' then e.credit else e.debit end as account, count(*)::int as times
       from ledger_booking b join ledger_entry e on e.booking_id = b.id
       join settlement_item i on i.settlement_id = b.settlement_id and i.item_no = b.item_no
      where b.kind = 'account' and not exists (select 1 from ledger_booking u where u.reverses = b.id)
        and lower(trim(i.transaction_type)) = ? and lower(trim(i.amount_type)) = ? and lower(trim(i.amount_description)) = ?
      group by 1 order by 2 desc limit 1`,
    words,
  )) as { account: Account; times: number }[];
  return known ?? null;
}

/** Open invoices and credit notes by number, order number or the channel's order id; for the search in the workspace. */
export async function searchDocuments(em: EntityManager, text: string): Promise<Candidate[]> {
  const like = `${text.trim().replace(/[%_\\]/g, '\\$&')}%`;
  if (like.length < 4) return [];
  return (await em.execute(
    `select ${columns} from ${documents} i join sales_order o on o.id = i.order_id
      where (i.number ilike ? or o.number ilike ? or o.channel_order_id ilike ?) order by i.issued_at desc limit 10`,
    [like, like, like],
  )) as Candidate[];
}
