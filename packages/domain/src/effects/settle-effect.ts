import type { EffectState } from './effect.entity.ts';

/**
 * How a try ended. `doubt`: the other side may have it; `retry`: it certainly has not; `refused`: trying again is useless; `waiting`:
 * it has it and is not done with it; `busy`: our own limit held it back.
 */
export type Outcome =
  | { result: 'arrived'; receipt: string }
  | { result: 'sent'; receipt: string; retryAfter?: number }
  | { result: 'waiting'; receipt: string; error: string; retryAfter?: number }
  | Failure;
export interface Failure {
  result: 'doubt' | 'retry' | 'refused' | 'busy';
  error: string;
  retryAfter?: number;
}

/** What becomes of an effect after a try. */
export interface Settlement {
  state: EffectState;
  /** Seconds until the next look or try; null: none. */
  again: number | null;
  /** A person has to look. */
  ticket: boolean;
}

/** Tries after which a person looks; the other side may take some hours to judge what it has. */
const maxAttempts = 8;
const maxWaits = 40;
const firstDelay = 2;
const longestDelay = 600;

/** Decides what becomes of an effect in `state`: done, looked at or tried again with back-off, given up with a ticket. Pure. */
export function settleEffect(outcome: Outcome, attempts: number, state: EffectState = 'sending'): Settlement {
  const { result } = outcome;
  if (result === 'arrived') return { state: 'done', again: null, ticket: false };
  if (result === 'refused') return { state: 'failed', again: null, ticket: true };
  const again = Math.max(backOff(attempts), 'retryAfter' in outcome ? (outcome.retryAfter ?? 0) : 0);
  const exhausted = attempts >= maxAttempts;
  if (result === 'busy') return { state: state === 'sending' ? 'pending' : state, again, ticket: false };
  if (result === 'waiting') return { state: 'sent', again, ticket: attempts === maxWaits };
  if (result === 'doubt') return { state: 'in_doubt', again: exhausted ? longestDelay : again, ticket: exhausted };
  // Taken and never shown: the other side dropped it silently.
  if (exhausted) return { state: 'failed', again: null, ticket: true };
  return { state: result === 'sent' ? 'sent' : 'pending', again, ticket: false };
}

const backOff = (attempts: number): number => Math.min(longestDelay, firstDelay * 2 ** Math.max(0, attempts - 1));
