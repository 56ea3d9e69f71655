import { LockMode } from '@mikro-orm/core';
import { sqlArray } from '../kernel/batch.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { openTickets } from '../tickets/open-tickets.ts';
import { classifyRow, needsPerson, type Bucket } from './classify-row.ts';
import { Settlement } from './settlement.entity.ts';
import type { OrderSettled, SettlementTaken } from './settlement.events.ts';
import type { SettlementStatement, StatementRow } from '../channels/settlement-statement.ts';

/** Rows whose sum is not what the settlement states (rule R2): accepted only when they are equal to the cent. Pure. */
export function checkBalance({ totalCents, rows }: SettlementStatement): { balanced: boolean; sumCents: number } {
  const sumCents = rows.reduce((sum, row) => sum + row.amountCents, 0);
  return { balanced: sumCents === totalCents, sumCents };
}

/**
 * Takes an archived settlement once (F33): rows classified and stored when they add up to the stated total, else refused
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
  const known = await tx.em.findOne(Settlement, {
    channelId: settlement.channelId,
    settlementId: statement.settlementId,
  });
  if (!known) return null;
  // The same file under another report id is normal at Amazon (it reports per marketplace); another content is not.
  return known.sha256 === settlement.sha256
    ? 'duplicate'
    : `settlement ${statement.settlementId} came before with other content`;
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
  const { settlementId, totalCents, currency, startsAt, endsAt } = statement;
  Object.assign(settlement, { state: 'matched', settlementId, totalCents, currency, startsAt, endsAt });
  const orders = await ordersOf(tx, settlement.channelId, statement.rows);
  const rows = statement.rows.map((row) => ({
    row,
    bucket: classifyRow(row),
    orderId: orders.get(row.orderId ?? '') ?? null,
  }));
  await storeRows(tx, settlement.id, rows);
  tx.record({ type: 'SettlementTaken', settlementId: settlement.id, rows: rows.length } satisfies SettlementTaken);
  for (const orderId of new Set(rows.flatMap(({ orderId }) => orderId ?? [])))
    tx.record({ type: 'OrderSettled', orderId } satisfies OrderSettled);
  await tellPerson(tx, settlement, rows);
}

type ClassifiedRow = { row: StatementRow; bucket: Bucket; orderId: string | null };

/** Our orders by the channel's order id (rule R7: never by amount alone). */
async function ordersOf(tx: Transaction, channelId: string, rows: StatementRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap((row) => row.orderId ?? []))];
  const found = (await tx.em.execute(
    'select id, channel_order_id from sales_order where channel_id = ? and channel_order_id = any(?)',
    [channelId, sqlArray(ids)],
  )) as { id: string; channel_order_id: string }[];
  return new Map(found.map((order) => [order.channel_order_id, order.id]));
}

async function storeRows(tx: Transaction, settlementId: string, rows: ClassifiedRow[]): Promise<void> {
  const data = rows.map(({ row, bucket, orderId }) => ({
    line_no: row.lineNo,
    bucket,
    transaction_type: row.transactionType,
    amount_type: row.amountType,
    amount_description: row.amountDescription,
    channel_order_id: row.orderId,
    amount_cents: row.amountCents,
    posted_at: row.postedAt,
    order_id: orderId,
  }));
  await tx.em.execute(
    `insert into settlement_row (settlement_id, line_no, bucket, transaction_type, amount_type, amount_description,
                                 channel_order_id, amount_cents, posted_at, order_id)
     select ?, r.* from jsonb_to_recordset(?::jsonb) as r (line_no int, bucket text, transaction_type text, amount_type text,
       amount_description text, channel_order_id text, amount_cents int, posted_at timestamptz, order_id uuid)`,
    [settlementId, JSON.stringify(data)],
  );
}

/** The ticket of a row whose order nobody has seen yet; it closes itself when the order has come and is paid. */
export const unknownOrderCause = (settlementId: string, channelOrderId: string): string =>
  `settlement:${settlementId}:${channelOrderId}|UNKNOWN_ORDER`;

/** What adds up and still needs a look: refunds, chargebacks, rows nobody knows, orders that are not ours (R4, R10, R11, R16). */
async function tellPerson(tx: Transaction, settlement: Settlement, rows: ClassifiedRow[]): Promise<void> {
  const strange = rows.filter(({ row, bucket, orderId }) => needsPerson.has(bucket) || (row.orderId && !orderId));
  const groups = Map.groupBy(
    strange,
    ({ row, bucket }) => `${row.orderId ?? '-'}|${needsPerson.has(bucket) ? bucket : 'UNKNOWN_ORDER'}`,
  );
  await openTickets(
    tx,
    [...groups].map(([key, group]) => {
      const [channelOrderId, what] = key.split('|') as [string, string];
      return {
        kind: 'settlement' as const,
        reason: `settlement_${what.toLowerCase()}`,
        cause: `settlement:${settlement.id}:${key}`,
        orderId: group[0]!.orderId,
        evidence: {
          settlement: settlement.settlementId,
          channelOrderId,
          amountCents: group.reduce((sum, { row }) => sum + row.amountCents, 0),
          rows: group.map(({ row }) => ({
            line: row.lineNo,
            type: row.transactionType,
            description: row.amountDescription,
            amountCents: row.amountCents,
          })),
        },
      };
    }),
  );
}
