export interface CarrierChosen {
  type: 'CarrierChosen';
  orderId: string;
  carrier: string;
  service: string;
  shipment: string;
}

/** A draft of the matrix was made, changed or thrown away; `matrix` is its number. */
export interface MatrixDrafted {
  type: 'MatrixDrafted';
  matrix: number;
  act: 'created' | 'edited' | 'discarded';
}

/** A version will become active at an instant. */
export interface MatrixScheduled {
  type: 'MatrixScheduled';
  matrix: number;
  at: string;
}

/** From now on carriers are chosen by this version instead of `replaces`. */
export interface MatrixArmed {
  type: 'MatrixArmed';
  matrix: number;
  replaces: number | null;
  by: 'published' | 'schedule' | 'rollback' | 'setup';
}
export interface TemplateSaved {
  type: 'TemplateSaved';
  carrier: string;
  version: number;
}
export interface TemplatePublished {
  type: 'TemplatePublished';
  carrier: string;
  version: number;
}
/** Connection, mapping or schedule of a carrier were changed; what they are stands in no history. */
export interface CarrierConnectionSet {
  type: 'CarrierConnectionSet';
  carrier: string;
  carrierId: string;
}
export interface TrialStarted {
  type: 'TrialStarted';
  trialId: string;
  trial: string;
  carrier: string;
  kind: string;
}
export interface TrialFinished {
  type: 'TrialFinished';
  trialId: string;
  trial: string;
  carrier: string;
  state: string;
}
/** A further carrier, at rest. */
export interface CarrierCreated {
  type: 'CarrierCreated';
  carrier: string;
  carrierId: string;
}
export interface CarrierRenamed {
  type: 'CarrierRenamed';
  carrier: string;
  carrierId: string;
  from: string;
  to: string;
}
export interface CarrierArmed {
  type: 'CarrierArmed';
  carrier: string;
}
export interface CarrierDisarmed {
  type: 'CarrierDisarmed';
  carrier: string;
}
export type CarrierEvent =
  | CarrierChosen
  | MatrixDrafted
  | MatrixScheduled
  | MatrixArmed
  | TemplateSaved
  | TemplatePublished
  | CarrierConnectionSet
  | TrialStarted
  | TrialFinished
  | CarrierCreated
  | CarrierRenamed
  | CarrierArmed
  | CarrierDisarmed;
