import type { FlatPolicy } from './change-policy.ts';
import type { PolicyConsequence } from './policy-consequences.ts';

export interface ChannelInformed {
  type: 'ChannelInformed';
  orderId: string;
  shipment: string;
}
export interface ChannelPaused {
  type: 'ChannelPaused' | 'ChannelContinued' | 'ChannelRunNow';
  channel: string;
}
export interface ChannelRhythmSet {
  type: 'ChannelRhythmSet';
  channel: string;
  everySeconds: number | null;
  cron: string | null;
}
/** An administrator changed what the channel may do: the fields that differ, and what follows from the whole. */
export interface ChannelPolicySet {
  type: 'ChannelPolicySet';
  channel: string;
  before: FlatPolicy;
  after: FlatPolicy;
  consequences: PolicyConsequence[];
}
/** A past period is to be fetched again. */
export interface BackfillStarted {
  type: 'BackfillStarted';
  channel: string;
  backfillId: string;
  from: string;
  to: string;
}
/** A page of a backfill is stored; more follow. */
export interface BackfillAdvanced {
  type: 'BackfillAdvanced';
  channel: string;
  backfillId: string;
  seen: number;
}
export interface BackfillFinished {
  type: 'BackfillFinished';
  channel: string;
  backfillId: string;
  seen: number;
  imported: number;
  changed: number;
}
/** Every order that the channel took that day is stored here. */
export interface DayProved {
  type: 'DayProved';
  channel: string;
  day: string;
  reported: number;
  recovered: number;
}
/** Orders that the channel took that day are missing here. */
export interface DayIncomplete {
  type: 'DayIncomplete';
  channel: string;
  day: string;
  reported: number;
  missing: number;
}
/** The channel has accepted that we cancelled the order. */
export interface CancelAccepted {
  type: 'CancelAccepted';
  orderId: string;
}
/** The channel has given money back to the buyer. */
export interface RefundAccepted {
  type: 'RefundAccepted';
  orderId: string;
  reference: string;
  amountCents: number;
  currency: string;
}
/** The channel shows this invoice or credit note to its buyer. */
export interface InvoiceUploaded {
  type: 'InvoiceUploaded';
  orderId: string;
  invoice: string;
}
/** The channel has asked the buyer for a review, or will not (`asked: false`). */
export interface ReviewRequested {
  type: 'ReviewRequested';
  orderId: string;
  asked: boolean;
}
export type ChannelEvent =
  | ChannelInformed
  | ChannelPaused
  | ChannelRhythmSet
  | ChannelPolicySet
  | BackfillStarted
  | BackfillAdvanced
  | BackfillFinished
  | DayProved
  | DayIncomplete
  | CancelAccepted
  | RefundAccepted
  | InvoiceUploaded
  | ReviewRequested;
