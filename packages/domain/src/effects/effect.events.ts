import type { EffectKind } from './effect.entity.ts';

/** An act in the outside world was given up, or stays in doubt; a ticket tells. */
export interface EffectFailed {
  type: 'EffectFailed';
  orderId: string | null;
  kind: EffectKind;
  key: string;
  error: string;
}
export interface EffectRetried {
  type: 'EffectRetried';
  orderId: string | null;
  kind: EffectKind;
  key: string;
}
export type EffectEvent = EffectFailed | EffectRetried;
