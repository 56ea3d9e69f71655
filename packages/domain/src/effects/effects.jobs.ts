import { z } from 'zod';
import { defineJob } from '../kernel/jobs.ts';
import type { EffectKind } from './effect.entity.ts';

const input = z.object({ effectId: z.string() });

/** One lane per kind, so that a slow carrier never holds up the mails. */
export const performEffects = {
  print: defineJob({ name: 'effects.print', input }),
  hand_over: defineJob({ name: 'effects.hand-over', input }),
  channel_shipment: defineJob({ name: 'effects.channel-shipment', input }),
  mail: defineJob({ name: 'effects.mail', input }),
  channel_cancel: defineJob({ name: 'effects.channel-cancel', input }),
  channel_refund: defineJob({ name: 'effects.channel-refund', input }),
  invoice_upload: defineJob({ name: 'effects.invoice-upload', input }),
  review_request: defineJob({ name: 'effects.review-request', input }),
} satisfies Record<EffectKind, unknown>;

export const sweepEffects = defineJob({ name: 'effects.sweep', input: z.object({}), retryLimit: 0 });
