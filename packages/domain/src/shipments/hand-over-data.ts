import type { Address } from '../kernel/address.ts';
import type { Money } from '../kernel/money.ts';

/** Everything a carrier gets to know of a shipment; formats turn it into bytes. */
export interface HandOverData {
  shipment: string;
  deliveryNote: string;
  order: string;
  service: string;
  recipient: Address;
  /** What the carrier has to collect; null: nothing. */
  cashOnDelivery: Money | null;
  lines: { sku: string; title: string; quantity: number; weightG: number }[];
}

/** One confirmed parcel out of a return message. */
export interface ReturnedParcel {
  shipment: string;
  trackingNumber: string;
  parcelService: string;
  shippedAt: Date | null;
}
