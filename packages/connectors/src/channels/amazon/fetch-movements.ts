import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { IncomingMovement, SalesChannel } from '@kontor/domain/channels/sales-channel.port';
import { parseMinorUnits } from '@kontor/domain/kernel/money';
import { repeatsPage } from './all-pages.ts';
import { type Amazon, read } from './amazon-account.ts';
import { type AmazonMovement, movementPage, relatedId } from './finances.wire.ts';
import { decodeAs, encodeCursor } from './page-cursor.ts';

/** listTransactions takes a period that ended two minutes ago (a third for clocks that differ), and shows nothing at all of one over 180 days. */
const visibleAfterMs = 3 * 60_000;
const widestMs = 179 * 86_400_000;

const cursor = z.object({ postedAfter: z.string(), postedBefore: z.string(), token: z.string() });

/**
 * Movements of money posted after `since` (Finances 2024-06-19), of half a year at most: `completeUntil` says how far. A page may
 * be empty and still have a next one. Amazon may show a movement 48 hours after the time it was posted.
 */
export async function fetchMovements(
  amazon: Amazon,
  since: Date,
  next: string | null,
): ReturnType<SalesChannel['fetchMovements']> {
  const known = next === null ? null : decodeAs(cursor, next);
  const { token, ...period } = known ?? { ...periodSince(since, amazon.now()), token: null };
  const answer = await amazon.call('listTransactions', {
    path: '/finances/2024-06-19/transactions',
    // Every page repeats the arguments of the first.
    query: { ...period, ...(token && { nextToken: token }) },
  });
  const { payload } = read(movementPage, answer, 'transactions');
  const more = payload?.nextToken;
  if (more && more === token) throw repeatsPage();
  return {
    movements: (payload?.transactions ?? []).flatMap(toMovement),
    next: more ? encodeCursor({ ...period, token: more }) : null,
    completeUntil: new Date(period.postedBefore),
  };
}

function periodSince(since: Date, now: Date): { postedAfter: string; postedBefore: string } {
  const shown = now.getTime() - visibleAfterMs;
  const after = Math.min(since.getTime(), shown - 1_000);
  const before = Math.min(shown, after + widestMs);
  return { postedAfter: new Date(after).toISOString(), postedBefore: new Date(before).toISOString() };
}

/** A transaction without an amount tells nothing of money. */
function toMovement(transaction: AmazonMovement): IncomingMovement[] {
  const { totalAmount, postedDate, transactionType, transactionStatus } = transaction;
  if (totalAmount?.currencyAmount == null || !totalAmount.currencyCode || !postedDate) return [];
  return [
    {
      // What releases a deferred movement is the same money: it takes that movement's place (not verified live).
      movementId:
        relatedId(transaction, 'DEFERRED_TRANSACTION_ID') ?? transaction.transactionId ?? fingerprint(transaction),
      channelOrderId: relatedId(transaction, 'ORDER_ID'),
      type: transactionType ?? 'unknown',
      status: transactionStatus?.toUpperCase() === 'DEFERRED' ? 'deferred' : 'released',
      postedAt: postedDate,
      amountCents: parseMinorUnits(totalAmount.currencyAmount.toFixed(2)),
      currency: totalAmount.currencyCode,
    },
  ];
}

/** Amazon does not require an id: what identifies the movement otherwise. */
const fingerprint = ({ transactionType, postedDate, relatedIdentifiers, totalAmount }: AmazonMovement): string =>
  createHash('sha256')
    .update(JSON.stringify([transactionType, postedDate, relatedIdentifiers, totalAmount]))
    .digest('hex')
    .slice(0, 32);
