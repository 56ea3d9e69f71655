import { defineEntity, p } from '@mikro-orm/postgresql';

export const packingProblems = ['item_missing', 'item_damaged', 'wrong_data', 'other'] as const;
export type PackingProblem = (typeof packingProblems)[number];
export type ShipmentState = 'planned' | 'packing' | 'transmitted' | 'shipped' | 'cancelled';

const shipmentSchema = defineEntity({
  name: 'Shipment',
  tableName: 'shipment',
  properties: {
    id: p.uuid().primary(),
    number: p.text().unique(),
    orderId: p.uuid(),
    carrierId: p.uuid(),
    serviceCode: p.text(),
    serviceName: p.text(),
    parcelService: p.text(),
    state: p.text().$type<ShipmentState>(),
    transmittedAt: p.datetime().nullable(),
    confirmBy: p.datetime().nullable(),
    overdue: p.boolean().default(false),
    confirmedAt: p.datetime().nullable(),
    /** Why the own warehouse cannot pack it. */
    problem: p.text().$type<PackingProblem>().nullable(),
    createdAt: p.datetime(),
  },
});

/** What one carrier sends for one order. */
export class Shipment extends shipmentSchema.class {}
shipmentSchema.setClass(Shipment);

const parcelSchema = defineEntity({
  name: 'Parcel',
  tableName: 'parcel',
  properties: {
    id: p.uuid().primary(),
    shipmentId: p.uuid(),
    trackingNumber: p.text(),
    parcelService: p.text(),
    shippedAt: p.datetime(),
  },
});

/** One parcel of a shipment with its tracking number. */
export class Parcel extends parcelSchema.class {}
parcelSchema.setClass(Parcel);
