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
/** A job that had been tried in vain is tried again. */
export interface JobRetried {
  type: 'JobRetried';
  orderId: string | null;
  job: string;
  id: string;
}
/** A person gave a failed job up; what it would have done stays undone. */
export interface JobDiscarded {
  type: 'JobDiscarded';
  orderId: string | null;
  job: string;
  id: string;
  reason: string;
}
export type EffectEvent = EffectFailed | EffectRetried | JobRetried | JobDiscarded;
