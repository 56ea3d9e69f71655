import { defineEntity, p } from '@mikro-orm/postgresql';

export const effectKinds = [
  'print',
  'hand_over',
  'channel_shipment',
  'mail',
  'channel_cancel',
  'channel_refund',
  'invoice_upload',
  'review_request',
] as const;
export type EffectKind = (typeof effectKinds)[number];
export const effectStates = ['pending', 'sending', 'sent', 'done', 'failed', 'in_doubt', 'revoked', 'bounced'] as const;
export type EffectState = (typeof effectStates)[number];

const schema = defineEntity({
  name: 'Effect',
  tableName: 'effect',
  properties: {
    id: p.uuid().primary(),
    kind: p.text().$type<EffectKind>(),
    /** Idempotency key, unique per kind: 'S-100001', 'invoice:A-100001'. */
    key: p.text(),
    orderId: p.uuid().nullable(),
    shipmentId: p.uuid().nullable(),
    /** What is to be done, small; content is read when it is carried out. */
    intent: p.json<Record<string, unknown>>(),
    state: p.text().$type<EffectState>(),
    attempts: p.integer().default(0),
    lastError: p.text().nullable(),
    receipt: p.text().nullable(),
    /** Since when its outcome is unknown. */
    doubtSince: p.datetime().nullable(),
    /** Until when a worker holds it; it renews this while it lives. */
    claimedUntil: p.datetime().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
  uniques: [{ properties: ['kind', 'key'] }],
});

/** One act in the outside world: intended, carried out once, and proved. */
export class Effect extends schema.class {}
schema.setClass(Effect);
