import { ConnectorError } from '../kernel/connector-error.ts';
import type { EffectState } from './effect.entity.ts';
import type { Failure, Outcome } from './settle-effect.ts';

/**
 * What the other side is known to have. `waiting`: it has it, by this receipt, and has not judged it yet, ask again in so many seconds;
 * `rejected`: it has judged, and will not do it.
 */
export type Proof = 'arrived' | 'absent' | 'unknown' | { waiting: number; receipt: string } | { rejected: string };

/** An effect as its reading back finds it; `youngMs` is how long the other side may still be in the middle of taking it. */
export interface Doubted {
  state: EffectState;
  receipt: string | null;
  youngMs: number;
}

/** Reads back and decides what it means: an outcome, or to act again. A failed reading proves nothing, so it never lets act again. */
export async function readBack(verify: () => Promise<Proof>, doubted: Doubted): Promise<Outcome | 'act again'> {
  try {
    return decideProof(await verify(), doubted);
  } catch (error) {
    const outcome = outcomeOf(error);
    return outcome.result === 'busy' ? outcome : stillOpen(doubted, outcome);
  }
}

/** What a proof means. Pure. */
export function decideProof(proof: Proof, doubted: Doubted): Outcome | 'act again' {
  if (proof === 'arrived') return { result: 'arrived', receipt: doubted.receipt ?? 'read back' };
  if (proof === 'unknown') return stillOpen(doubted, { error: 'not yet proved' });
  if (proof === 'absent') {
    if (doubted.state === 'sent' || doubted.youngMs <= 0) return 'act again';
    return { result: 'doubt', error: 'too early to be absent', retryAfter: Math.ceil(doubted.youngMs / 1_000) };
  }
  if ('rejected' in proof) return { result: 'refused', error: proof.rejected };
  const { waiting: retryAfter, receipt } = proof;
  return { result: 'waiting', error: 'not judged yet', receipt, retryAfter };
}

/** What was taken stays taken; what is in doubt stays in doubt. */
function stillOpen(
  { state, receipt }: Doubted,
  { error, retryAfter }: { error: string; retryAfter?: number | undefined },
): Outcome {
  const open = { error, ...(retryAfter && { retryAfter }) };
  return state === 'sent' ? { ...open, result: 'waiting', receipt: receipt ?? '' } : { ...open, result: 'doubt' };
}

/** What a failed try means for the effect: did it arrive, does trying again help. Pure. */
export function outcomeOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof ConnectorError) || error.arrived === 'unknown') return { result: 'doubt', error: message };
  const { retryAfter } = error;
  const result = error.busy ? 'busy' : error.retryable ? 'retry' : 'refused';
  return { result, error: message, ...(retryAfter && { retryAfter }) };
}
