import { setChainHash, takeChained } from '../kernel/take-numbers.ts';
import type { Transaction } from '../kernel/transact.ts';
import { chainHash } from './chain-documents.ts';

/** One range per kind of document and year; the letters stand before the year. */
const ranges = {
  invoice: 'RE',
  correction: 'RK',
  cancellation: 'ST',
} as const;
export type NumberedKind = keyof typeof ranges;

/** A document with its number, linked to the one before. */
export interface Numbered<Data> {
  number: string;
  data: Data;
  prevHash: string | null;
  hash: string;
}

/** The range of a kind in a year, as number_range names it. */
export const rangeName = (kind: NumberedKind, year: string): string => `${kind}-${year}`;

/** A number of the same form for what is checked before it gets its own; it is never given. */
export const provisionalNumber = (kind: NumberedKind, day: string): string => numberOf(kind, day.slice(0, 4), 999_999);

const numberOf = (kind: NumberedKind, year: string, counted: number): string => `${ranges[kind]}-${year}-${counted}`;

/**
 * Gives the next numbers of a range to what is issued on this day and chains it. The range is locked until commit, so this is
 * the last thing a command does; a rollback gives number and place in the chain back.
 */
export async function numberDocuments<Data extends object>(
  tx: Transaction,
  kind: NumberedKind,
  day: string,
  drafts: ((number: string) => Data)[],
): Promise<Numbered<Data>[]> {
  if (!drafts.length) return [];
  const year = day.slice(0, 4);
  const range = rangeName(kind, year);
  const { numbers, previous } = await takeChained(tx.em, range, drafts.length);
  let head = previous;
  const numbered = drafts.map((draft, index) => {
    const number = numberOf(kind, year, numbers[index]!);
    const data = draft(number);
    const prevHash = head;
    head = chainHash(prevHash, data);
    return { number, data, prevHash, hash: head };
  });
  await setChainHash(tx.em, range, head!);
  return numbered;
}
