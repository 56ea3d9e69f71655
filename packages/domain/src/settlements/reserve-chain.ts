import type { Transaction } from '../kernel/transact.ts';
import { closeTickets } from '../tickets/close-ticket.ts';
import { openTickets } from '../tickets/open-tickets.ts';

/** Reserves of neighbouring settlements of one account and currency, minor units as their rows say. */
export interface ReserveLink {
  settlement: string;
  next: string;
  /** Held back by the first (negative). */
  heldCents: number;
  /** Given back by the second (positive). */
  returnedCents: number;
}

/** What is held back must come back with the next settlement (rule R14). Pure. */
export const isBroken = ({ heldCents, returnedCents }: ReserveLink): boolean => heldCents + returnedCents !== 0;

/** Checks both neighbours of a settlement: an earlier one may come late. A broken link is a ticket; nothing is refused. */
export async function checkReserves(tx: Transaction, settlementId: string): Promise<void> {
  const links = (await tx.em.execute(
    `with chain as (
       select s.id, s.settlement_id as name, lead(s.id) over w as next_id, lead(s.settlement_id) over w as next
         from settlement s join settlement me on me.account = s.account and me.currency = s.currency
        where me.id = ? and s.state = 'matched' and s.starts_at is not null window w as (order by s.starts_at, s.settlement_id)),
     near as (select * from chain where next_id is not null and (id = ? or next_id = ?))
     select name as settlement, next,
            (select coalesce(sum(amount_cents), 0)::int from settlement_row r where r.settlement_id = near.id and r.bucket = 'RESERVE_OUT') as "heldCents",
            (select coalesce(sum(amount_cents), 0)::int from settlement_row r where r.settlement_id = near.next_id and r.bucket = 'RESERVE_IN') as "returnedCents"
       from near`,
    [settlementId, settlementId, settlementId],
  )) as ReserveLink[];
  const whole = links.filter((link) => !isBroken(link));
  await closeTickets(tx, whole.map(causeOf), 'clarified');
  await openTickets(
    tx,
    links.filter(isBroken).map((link) => ({
      kind: 'settlement',
      reason: 'settlement_reserve',
      cause: causeOf(link),
      evidence: { ...link },
    })),
  );
}

/** By the settlement that holds back: what comes next to it may change while files come late. */
const causeOf = ({ settlement }: ReserveLink): string => `reserve:${settlement}`;
