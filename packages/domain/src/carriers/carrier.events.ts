export interface CarrierChosen {
  type: 'CarrierChosen';
  orderId: string;
  carrier: string;
  service: string;
  shipment: string;
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
  | TemplateSaved
  | TemplatePublished
  | CarrierConnectionSet
  | TrialStarted
  | TrialFinished
  | CarrierArmed
  | CarrierDisarmed;
