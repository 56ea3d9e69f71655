import { defineEntity, p } from '@mikro-orm/postgresql';
import type { VatClass } from '../vat/vat-rates.ts';

const productSchema = defineEntity({
  name: 'Product',
  tableName: 'product',
  properties: {
    sku: p.text().primary(),
    title: p.text(),
    /** The number under its bar code (GTIN, formerly EAN). */
    gtin: p.text().nullable(),
    /** Where it lies in the own warehouse. */
    bin: p.text().nullable(),
    priceCents: p.integer().nullable(),
    weightG: p.integer().nullable(),
    lengthMm: p.integer().nullable(),
    widthMm: p.integer().nullable(),
    heightMm: p.integer().nullable(),
    /** Dangerous goods (lithium, gas, solvents): only services that take them. */
    hazardous: p.boolean().default(false),
    /** How it is taxed at home. */
    vatClass: p.text().$type<VatClass>().default('standard'),
    /** Rates per mille by country, where a country taxes it otherwise than its class says. */
    vatAbroad: p.json<Record<string, number>>().nullable(),
  },
});

/** What the merchant sells; grams and millimetres, null where unknown. */
export class Product extends productSchema.class {}
productSchema.setClass(Product);

const stockSchema = defineEntity({
  name: 'Stock',
  tableName: 'stock',
  properties: {
    sku: p.text().primary(),
    carrierId: p.uuid().primary(),
    onHand: p.integer(),
  },
});

/** Units of a product that lie at a carrier. */
export class Stock extends stockSchema.class {}
stockSchema.setClass(Stock);

const reservationSchema = defineEntity({
  name: 'Reservation',
  tableName: 'reservation',
  properties: {
    orderId: p.uuid().primary(),
    sku: p.text().primary(),
    /** Counts the shipments that share the SKU of a split order, from 1. */
    part: p.integer().primary().autoincrement(false).default(1),
    quantity: p.integer(),
    /** Null from release until a carrier is chosen. */
    carrierId: p.uuid().nullable(),
    shipmentId: p.uuid().nullable(),
  },
});

/** Units promised to an order and not yet shipped. */
export class Reservation extends reservationSchema.class {}
reservationSchema.setClass(Reservation);
