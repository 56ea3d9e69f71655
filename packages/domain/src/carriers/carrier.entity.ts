import { defineEntity, p } from '@mikro-orm/postgresql';
import type { DecisionRecord } from './decision.ts';
import type { CarrierCalendar } from './matrix-terms.ts';

const carrierSchema = defineEntity({
  name: 'Carrier',
  tableName: 'carrier',
  properties: {
    id: p.uuid().primary(),
    code: p.text().unique(),
    name: p.text(),
    kind: p.text().$type<'own' | 'external'>(),
    /** Where its goods lie; null: in the company's country. */
    country: p.text().nullable(),
    active: p.boolean().default(true),
    /** As the active matrix says. */
    confirmWithinMinutes: p.integer(),
    /** As the active matrix says; null: every day around the clock. */
    calendar: p.json<CarrierCalendar>().nullable(),
    /** When its way back was last looked into, whether it answered or not; for ways that are looked into. */
    answersSoughtAt: p.datetime().nullable(),
    /** How it gets its data and how it answers (carrier-connection.ts); secrets are sealed. */
    handover: p.json<{ transport: string } & Record<string, unknown>>(),
    returns: p.json<{ source: string } & Record<string, unknown>>(),
    /** The version of its template that is used. */
    templateId: p.uuid().nullable(),
    /** Set: shipments wait and go in one file at these times. */
    batchCron: p.text().nullable(),
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
    /** Of the first shipment. */
    carrierId: p.uuid().nullable(),
    serviceCode: p.text().nullable(),
    record: p.json<DecisionRecord>(),
  },
});

/** Why this carrier: every candidate with every number compared (F19). */
export class CarrierDecision extends decisionSchema.class {}
decisionSchema.setClass(CarrierDecision);
