import { defineEntity, p } from '@mikro-orm/postgresql';

export const packingProblems = ['item_missing', 'item_damaged', 'wrong_data', 'other'] as const;
export type PackingProblem = (typeof packingProblems)[number];
export type ShipmentState = 'planned' | 'packing' | 'transmitted' | 'shipped' | 'cancelled';

/** A part of an order's line. */
export interface ShipmentLine {
  lineId: string;
  quantity: number;
}

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
    /** What it carries of a split order; null: the whole order. */
    lines: p.json<ShipmentLine[]>().nullable(),
    /** What lies in it says this note: the order's, or one of its own where the order leaves in parts. */
    deliveryNoteNumber: p.text().nullable(),
    state: p.text().$type<ShipmentState>(),
    transmittedAt: p.datetime().nullable(),
    confirmBy: p.datetime().nullable(),
    overdue: p.boolean().default(false),
    confirmedAt: p.datetime().nullable(),
    /** The hand-over that carries it: its own number, or the number of a collective file. */
    handOverKey: p.text().nullable(),
    /** Why the own warehouse cannot pack it. */
    problem: p.text().$type<PackingProblem>().nullable(),
    createdAt: p.datetime(),
  },
});

/** What one carrier sends for one order. */
export class Shipment extends shipmentSchema.class {}
shipmentSchema.setClass(Shipment);

/** What a shipment carries of its order's lines. */
export const linesIn = <Line extends { id: string; quantity: number }>(
  { lines }: Pick<Shipment, 'lines'>,
  ordered: Line[],
): Line[] =>
  lines
    ? ordered.flatMap((line) => {
        const part = lines.find(({ lineId }) => lineId === line.id);
        return part ? [{ ...line, quantity: part.quantity }] : [];
      })
    : ordered;

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
