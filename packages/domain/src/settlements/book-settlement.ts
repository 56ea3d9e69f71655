import type { Account } from '../ledger/accounts.ts';
import { book, move, type NewEntry } from '../ledger/book.ts';
import type { Transaction } from '../kernel/transact.ts';
import type { Settlement } from './settlement.entity.ts';

/** What a settlement books at once: its payout, and per account what the channel took or gave for itself. Pure. */
export function settlementEntries(
  totalCents: number,
  currency: string,
  rows: { account: Account | null; cents: number }[],
  document: string,
): NewEntry[] {
  const sums = new Map<Account, number>();
  for (const { account, cents } of rows) if (account) sums.set(account, (sums.get(account) ?? 0) + cents);
  return [
    ...move('transit', 'clearing', totalCents, { currency, document }),
    ...[...sums].flatMap(([account, cents]) => move('clearing', account, cents, { currency, document })),
  ];
}

/** Books payout, fees and reserves of a settlement; what is money of orders follows by its matches (rules R12–R15). */
export async function bookSettlement(
  tx: Transaction,
  settlement: Settlement,
  rows: { account: Account | null; cents: number }[],
  day: string,
): Promise<void> {
  const name = settlement.settlementId!;
  const entries = settlementEntries(settlement.totalCents!, settlement.currency!, rows, name);
  if (entries.length)
    await book(tx, [
      { kind: 'settlement', bookedOn: day, settlementId: settlement.id, settlement: name, rule: 'R12–R15', entries },
    ]);
  settlement.bookedAt = tx.now();
}
