import { countedUntil, countFacts } from '@kontor/domain/kpis/count-facts';
import type { Fact } from '@kontor/domain/history/fact';
import type { Work } from '../handle.ts';
import { startRounds } from '../rounds.ts';

/** What counting needs; `page` reads the history behind a cursor in commit-safe order. */
export interface Counting extends Pick<Work, 'newContext' | 'log'> {
  history: { page(since: string): Promise<Fact[]> };
}

const pollMs = 2_000;

/** Counts the next facts of the history; false when there is nothing new, or another worker counts. */
export async function countKpis({ newContext, history }: Counting): Promise<boolean> {
  const ctx = newContext();
  const from = await countedUntil(ctx);
  const facts = await history.page(from);
  return facts.length > 0 && (await countFacts(ctx, from, facts));
}

/** Counts until it is stopped. */
export const startCounting = (on: Counting): { stop(): Promise<void> } =>
  startRounds('kpis', () => countKpis(on), { restMs: pollMs, log: on.log });
