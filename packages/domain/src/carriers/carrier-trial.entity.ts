import { defineEntity, p } from '@mikro-orm/postgresql';

export const trialKinds = ['connection', 'send', 'round_trip'] as const;
export type TrialKind = (typeof trialKinds)[number];
export type TrialState = 'running' | 'waiting' | 'passed' | 'failed';

/** A line of the protocol that staff read. */
export interface TrialStep {
  at: string;
  ok: boolean;
  text: string;
}

const schema = defineEntity({
  name: 'CarrierTrial',
  tableName: 'carrier_trial',
  properties: {
    id: p.uuid().primary(),
    /** 'P-100001': what stands in the sample where a shipment number stands otherwise. */
    number: p.text().unique(),
    carrierId: p.uuid(),
    kind: p.text().$type<TrialKind>(),
    state: p.text().$type<TrialState>(),
    /** What was tried: connection, template and mapping at that time. */
    fingerprint: p.text(),
    templateId: p.uuid().nullable(),
    steps: p.json<TrialStep[]>(),
    requestedBy: p.text(),
    createdAt: p.datetime(),
    finishedAt: p.datetime().nullable(),
  },
});

/** A sample hand-over that goes to a carrier without an order, or a test of its connection (F23, F25). */
export class CarrierTrial extends schema.class {}
schema.setClass(CarrierTrial);
