import { defineEntity, p } from '@mikro-orm/postgresql';
import type { DecisionRecord } from './choose-carrier.ts';
import type { CarrierService as ServiceTerms } from './matrix.ts';

const carrierSchema = defineEntity({
  name: 'Carrier',
  tableName: 'carrier',
  properties: {
    id: p.uuid().primary(),
    code: p.text().unique(),
    name: p.text(),
    kind: p.text().$type<'own' | 'external'>(),
    priority: p.integer(),
    /** Where its goods lie; null: in the company's country. */
    country: p.text().nullable(),
    active: p.boolean().default(true),
    confirmWithinMinutes: p.integer(),
    services: p.json<ServiceTerms[]>(),
    handover: p.json<{ transport: string; format?: string } & Record<string, unknown>>(),
    returns: p.json<{ source: string } & Record<string, unknown>>(),
    /** Grows with every change of services, limits or tariffs. */
    matrixVersion: p.integer().default(1),
  },
});

/** Whoever ships for the merchant: the own warehouse or a fulfilment partner. */
export class Carrier extends carrierSchema.class {}
carrierSchema.setClass(Carrier);

const decisionSchema = defineEntity({
  name: 'CarrierDecision',
  tableName: 'carrier_decision',
  properties: {
    id: p.uuid().primary(),
    orderId: p.uuid(),
    decidedAt: p.datetime(),
    carrierId: p.uuid().nullable(),
    serviceCode: p.text().nullable(),
    record: p.json<DecisionRecord>(),
  },
});

/** Why this carrier: every candidate with every number compared (F19). */
export class CarrierDecision extends decisionSchema.class {}
decisionSchema.setClass(CarrierDecision);
