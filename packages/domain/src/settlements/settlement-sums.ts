import type { EntityManager } from '@mikro-orm/postgresql';
import { sqlArray } from '../kernel/batch.ts';

/** One part of a settlement: how many, and signed minor units. */
export interface Part {
  count: number;
  cents: number;
}

/** What a settlement consists of; matched + fees + reserve + open = payout, always. */
export interface SettlementSums {
  matched: Part;
  fees: Part;
  reserve: Part;
  open: Part;
  payoutCents: number;
  /** The ledger and the open items agree, to the cent. */
  isBalanced: boolean;
}

const nothing: Part = { count: 0, cents: 0 };

/** Sums of settlements: what is booked comes from the ledger, what is open from the items, so that one proves the other. */
export async function settlementSums(
  em: EntityManager,
  settlementIds: readonly string[],
): Promise<Map<string, SettlementSums>> {
  const ids = sqlArray([...settlementIds]);
  const rows = (await em.execute(
    `with entry as (
       select b.settlement_id, case when e.debit = 'clearing' then e.credit else e.debit end as account,
              case when e.debit = 'clearing' then e.amount_cents else -e.amount_cents end as cents
         from ledger_booking b join ledger_entry e on e.booking_id = b.id
        where b.settlement_id = any(?::uuid[]) and 'clearing' in (e.debit, e.credit)),
     part as (
       select settlement_id, case account when 'receivable' then 'matched' when 'reserve' then 'reserve' when 'transit' then 'payout' else 'fees' end as part,
              sum(cents)::int as cents from entry group by 1, 2),
     counted as (
       select settlement_id, case when account is null then 'items' when account = 'reserve' then 'reserve' when account = 'transit' then 'payout' else 'fees' end as part,
              count(*)::int as count from settlement_row where settlement_id = any(?::uuid[]) group by 1, 2),
     item as (
       select settlement_id, count(*) filter (where open_cents <> 0)::int as open, coalesce(sum(open_cents), 0)::int as cents,
              count(*) filter (where open_cents = 0)::int as settled
         from settlement_item where settlement_id = any(?::uuid[]) group by 1)
     select s.id, s.total_cents as total,
            (select jsonb_object_agg(part, cents) from part where part.settlement_id = s.id) as booked,
            (select jsonb_object_agg(part, count) from counted where counted.settlement_id = s.id) as counted,
            coalesce(item.open, 0) as open, coalesce(item.cents, 0) as open_cents, coalesce(item.settled, 0) as settled
       from settlement s left join item on item.settlement_id = s.id where s.id = any(?::uuid[])`,
    [ids, ids, ids, ids],
  )) as Row[];
  return new Map(rows.map((row) => [row.id, toSums(row)]));
}

interface Row {
  id: string;
  total: number | null;
  booked: Record<string, number> | null;
  counted: Record<string, number> | null;
  open: number;
  open_cents: number;
  settled: number;
}

function toSums({ total, booked, counted, open, open_cents, settled }: Row): SettlementSums {
  if (total === null)
    return { matched: nothing, fees: nothing, reserve: nothing, open: nothing, payoutCents: 0, isBalanced: false };
  const cents = (part: string): number => booked?.[part] ?? 0;
  const count = (part: string): number => counted?.[part] ?? 0;
  // Rows that are transfers stand on the payout's own account, beside the payout itself.
  const transfers = cents('payout') + total;
  const fees = { count: count('fees'), cents: cents('fees') };
  const reserve = { count: count('reserve') + count('payout'), cents: cents('reserve') + transfers };
  const matched = { count: settled, cents: cents('matched') };
  return {
    matched,
    fees,
    reserve,
    open: { count: open, cents: open_cents },
    payoutCents: total,
    isBalanced: matched.cents + fees.cents + reserve.cents + open_cents === total,
  };
}
