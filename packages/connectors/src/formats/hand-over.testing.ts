import type { HandOverData } from '@kontor/domain/shipments/hand-over-data';

/** A hand-over of two lines to Dresden. */
export const aHandOver = (changes: Partial<HandOverData> = {}): HandOverData => ({
  shipment: 'S-100001',
  deliveryNote: 'LS-100001',
  order: 'A-100001',
  service: 'dhl-paket',
  recipient: {
    name: 'Erika Müller',
    street: 'Hauptstr. 12',
    addition: '3. OG; links',
    postcode: '01067',
    city: 'Dresden',
    country: 'DE',
  },
  cashOnDelivery: null,
  lines: [
    { sku: 'LAMPE-01', title: 'Lampe "Nord"', quantity: 2, weightG: 1200 },
    { sku: '-KABEL', title: 'USB-Kabel', quantity: 1, weightG: 80 },
  ],
  ...changes,
});
