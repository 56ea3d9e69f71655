import { LockMode } from '@mikro-orm/core';
import type { SettlementStatement, StatementRow } from '../channels/settlement-statement.ts';
import { sqlArray } from '../kernel/batch.ts';
import { businessDay } from '../kernel/business-day.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { loadAccountingSettings } from '../ledger/accounting-settings.ts';
import { openTickets } from '../tickets/open-tickets.ts';
import { bookSettlement } from './book-settlement.ts';
import { itemTickets } from './item-tickets.ts';
import { payMovementsOf } from './pay-movements.ts';
import { checkReserves } from './reserve-chain.ts';
import { sortRows, type Item, type OpenReason } from './settlement-items.ts';
import { Settlement, SettlementRule } from './settlement.entity.ts';
import type { OrderSettled, SettlementTaken } from './settlement.events.ts';
import { storeItems, storeRows, type StoredItem } from './store-statement.ts';

/** Rows whose sum is not what the settlement states (rule R2): accepted only when they are equal to the cent. Pure. */
export function checkBalance({ totalCents, rows }: SettlementStatement): { balanced: boolean; sumCents: number } {
  const sumCents = rows.reduce((sum, row) => sum + row.amountCents, 0);
  return { balanced: sumCents === totalCents, sumCents };
}

/**
 * Takes an archived settlement once (F33): rows classified, stored and booked when they add up to the stated total, else refused
 * with a ticket. `read` is the statement, or the problem why the file cannot be read.
 */
export function takeSettlement(
  ctx: Context,
  settlementId: string,
  read: SettlementStatement | { problem: string },
): Promise<void> {
  return transact(ctx, async (tx) => {
    const settlement = await tx.em.findOneOrFail(Settlement, settlementId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (settlement.state !== 'fetched') return;
    const problem = 'problem' in read ? read.problem : await whyRefused(tx, settlement, read);
    if (problem) return refuse(tx, settlement, problem);
    await accept(tx, settlement, read as SettlementStatement);
  });
}

async function whyRefused(
  tx: Transaction,
  settlement: Settlement,
  statement: SettlementStatement,
): Promise<string | null> {
  const { balanced, sumCents } = checkBalance(statement);
  if (!balanced) return `sum of rows ${sumCents} is not the stated total ${statement.totalCents}`;
  const { account, sha256 } = settlement;
  const { settlementId } = statement;
  // Two reports of one settlement may be taken at once: the second waits here and then sees the first.
  await tx.em.execute('select pg_advisory_xact_lock(hashtext(?))', [`settlement:${account}:${settlementId}`]);
  const known = await tx.em.findOne(Settlement, { account, settlementId });
  if (!known) return null;
  // The same file under another report id is normal at Amazon (it reports per marketplace); another content is not.
  return known.sha256 === sha256 ? 'duplicate' : `settlement ${settlementId} came before with other content`;
}

async function refuse(tx: Transaction, settlement: Settlement, problem: string): Promise<void> {
  Object.assign(settlement, { state: 'refused', problem });
  if (problem === 'duplicate') return;
  await openTickets(tx, [
    {
      kind: 'settlement',
      reason: 'settlement_refused',
      cause: `settlement:${settlement.id}`,
      evidence: { report: settlement.reportId, problem },
    },
  ]);
}

async function accept(tx: Transaction, settlement: Settlement, statement: SettlementStatement): Promise<void> {
  const { settlementId, totalCents, currency, startsAt, endsAt, depositAt } = statement;
  Object.assign(settlement, { state: 'matched', settlementId, totalCents, currency, startsAt, endsAt, depositAt });
  await tx.em.flush();
  const { rows, items } = sortRows(statement.rows, await tx.em.find(SettlementRule, { active: true }));
  const orderOf = await ordersOf(tx, settlement.account, statement.rows);
  const open = items.filter(({ amountCents }) => amountCents !== 0).map((item) => explain(item, orderOf(item)));
  await storeRows(
    tx,
    settlement.id,
    rows.map((of) => ({
      ...of,
      orderId: orderOf({ channelOrderId: of.row.orderId, merchantOrderId: of.row.merchantOrderId }),
    })),
  );
  await storeItems(tx, settlement.id, open);
  const named = new Set(statement.rows.flatMap(({ orderId }) => orderId ?? []));
  await payMovementsOf(tx, settlement, [...named]);
  const { timeZone } = await loadAccountingSettings(tx);
  const day = businessDay(endsAt ?? depositAt ?? settlement.fetchedAt, timeZone);
  await bookSettlement(
    tx,
    settlement,
    rows.map(({ account, row }) => ({ account, cents: row.amountCents })),
    day,
  );
  await tell(tx, settlement, open, rows.length);
}

async function tell(tx: Transaction, settlement: Settlement, items: StoredItem[], rows: number): Promise<void> {
  const { id, settlementId, currency } = settlement;
  tx.record({ type: 'SettlementTaken', settlementId: id, rows } satisfies SettlementTaken);
  for (const orderId of new Set(items.flatMap(({ orderId }) => orderId ?? [])))
    tx.record({ type: 'OrderSettled', orderId } satisfies OrderSettled);
  await openTickets(
    tx,
    itemTickets(
      items.flatMap(({ reason, amountCents, ...item }) =>
        reason
          ? {
              ...item,
              reason,
              openCents: amountCents,
              settlementId: id,
              settlement: settlementId!,
              currency: currency!,
            }
          : [],
      ),
    ),
  );
  await checkReserves(tx, id);
}

/** Why an item waits for a person before any matching; null: matching finds out (rules R4, R7, R11, R16). Pure. */
export function reasonAtFirst(item: Pick<Item, 'kind' | 'channelOrderId'>, orderId: string | null): OpenReason | null {
  if (item.kind === 'other' || item.kind === 'chargeback') return item.kind;
  return orderId ? null : 'unknown_order';
}

const explain = (item: Item, orderId: string | null): StoredItem => ({
  ...item,
  orderId,
  reason: reasonAtFirst(item, orderId),
});

type Names = Pick<Item, 'channelOrderId' | 'merchantOrderId'>;

/** Our orders by the channel's order id, else by our own number (rule R7: never by amount alone). */
async function ordersOf(tx: Transaction, account: string, rows: StatementRow[]): Promise<(of: Names) => string | null> {
  const names = (of: 'orderId' | 'merchantOrderId') => sqlArray([...new Set(rows.flatMap((row) => row[of] ?? []))]);
  const found = (await tx.em.execute(
    `select o.id, o.channel_order_id, o.number from sales_order o join channel c on c.id = o.channel_id
      where c.account = ? and (o.channel_order_id = any(?) or o.number = any(?))`,
    [account, names('orderId'), names('merchantOrderId')],
  )) as { id: string; channel_order_id: string; number: string }[];
  const byChannel = new Map(found.map((order) => [order.channel_order_id, order.id]));
  const byNumber = new Map(found.map((order) => [order.number, order.id]));
  return ({ channelOrderId, merchantOrderId }) =>
    byChannel.get(channelOrderId ?? '') ?? byNumber.get(merchantOrderId ?? '') ?? null;
}
