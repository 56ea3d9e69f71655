import type { EffectPractice } from '@kontor/domain/effects/perform-effects';
import type { Proof } from '@kontor/domain/effects/read-back';

/** An outside world that counts what it gets. */
export function practice(
  o: {
    send?: () => Promise<{ receipt: string; proved?: boolean }>;
    proof?: Proof | Error;
    settlesWithinMs?: number;
  } = {},
) {
  const seen = { sent: 0, verified: 0, arrived: 0 };
  const of: EffectPractice = {
    concurrency: 4,
    settlesWithinMs: o.settlesWithinMs ?? 0,
    async prepare(_ctx, effects) {
      const act = {
        send: async () => {
          seen.sent += 1;
          return o.send ? o.send() : { receipt: 'ok' };
        },
        verify: async (): Promise<Proof> => {
          seen.verified += 1;
          if (o.proof instanceof Error) throw o.proof;
          return o.proof ?? 'unknown';
        },
      };
      return new Map(effects.map((effect) => [effect.id, act]));
    },
    async arrived(_tx, effects) {
      seen.arrived += effects.length;
    },
  };
  return { of, seen };
}
