import type { EffectState } from './effect.entity.ts';

/** How a try ended: `doubt`: the other side may have it; `retry`: it certainly has not; `refused`: trying again is useless. */
export type Outcome =
  | { result: 'arrived'; receipt: string }
  | { result: 'sent'; receipt: string }
  | { result: 'doubt' | 'retry' | 'refused'; error: string; retryAfter?: number };

/** What becomes of an effect after a try. */
export interface Settlement {
  state: EffectState;
  /** Seconds until the next look or try; null: none. */
  again: number | null;
  /** A person has to look. */
  ticket: boolean;
}

/** Tries after which a person looks. */
const maxAttempts = 8;
const firstDelay = 2;
const longestDelay = 600;

/** Decides what becomes of an effect: done, looked at or tried again with back-off, given up with a ticket. Pure. */
export function settleEffect(outcome: Outcome, attempts: number): Settlement {
  if (outcome.result === 'arrived') return { state: 'done', again: null, ticket: false };
  const again = Math.max(backOff(attempts), 'retryAfter' in outcome ? (outcome.retryAfter ?? 0) : 0);
  if (outcome.result === 'refused') return { state: 'failed', again: null, ticket: true };
  const exhausted = attempts >= maxAttempts;
  // Taken and never shown: the other side dropped it silently.
  if (outcome.result === 'sent')
    return exhausted ? { state: 'failed', again: null, ticket: true } : { state: 'sent', again, ticket: false };
  if (outcome.result === 'doubt')
    return { state: 'in_doubt', again: exhausted ? longestDelay : again, ticket: exhausted };
  return exhausted ? { state: 'failed', again: null, ticket: true } : { state: 'pending', again, ticket: false };
}

const backOff = (attempts: number): number => Math.min(longestDelay, firstDelay * 2 ** Math.max(0, attempts - 1));
