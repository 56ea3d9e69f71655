import { sqlArray } from '../kernel/batch.ts';
import type { Transaction } from '../kernel/transact.ts';
import type { Settlement } from './settlement.entity.ts';

/**
 * The settlement that has paid a movement (SQL): the first one of its account that ended after it and names its order, or, where
 * it belongs to no order, the first one at all.
 */
const paidBy = `(
  select s.id from settlement s join channel c on c.account = s.account
   where c.id = m.channel_id and s.state = 'matched' and coalesce(s.ends_at, s.fetched_at) >= m.posted_at
     and (m.channel_order_id is null or exists (
       select 1 from settlement_row r where r.settlement_id = s.id and r.channel_order_id = m.channel_order_id))
   order by coalesce(s.ends_at, s.fetched_at), s.id limit 1)`;

/** A settlement with its rows was taken: the movements that it pays wait no longer. */
export async function payMovementsOf(
  tx: Transaction,
  { account, endsAt, fetchedAt }: Settlement,
  channelOrderIds: string[],
): Promise<void> {
  await tx.em.execute(
    `update movement m set settlement_id = ${paidBy}
      where m.settlement_id is null and m.posted_at <= ? and m.channel_id in (select id from channel where account = ?)
        and (m.channel_order_id is null or m.channel_order_id = any(?))`,
    [endsAt ?? fetchedAt, account, sqlArray(channelOrderIds)],
  );
}

/** Movements were stored: some may have been paid before they were read. */
export async function payMovements(tx: Transaction, channelId: string, movementIds: string[]): Promise<void> {
  await tx.em.execute(
    `update movement m set settlement_id = ${paidBy}
      where m.settlement_id is null and m.channel_id = ? and m.movement_id = any(?)`,
    [channelId, sqlArray(movementIds)],
  );
}
