import type { HandOverData } from '@kontor/domain/shipments/hand-over-data';
import type { HandOverSet } from './hand-over-view.ts';

/** A made-up shipment with every field filled, umlauts and signs that formats must escape; goes to nobody. */
export const sampleShipment = (shipment: string): HandOverData => ({
  shipment,
  deliveryNote: 'LS-000000',
  order: 'A-000000',
  service: 'Probe',
  recipient: {
    name: 'Probe Müller & Söhne',
    company: 'Probe <Test> GmbH',
    street: 'Prüfstraße 1',
    addition: '3. OG; "links"',
    postcode: '01067',
    city: 'Dresden',
    country: 'DE',
    phone: '+49 351 0000',
  },
  cashOnDelivery: { amount: 4_998, currency: 'EUR' },
  lines: [
    { sku: 'PROBE-1', title: 'Probeartikel 1, groß', quantity: 2, weightG: 1_200 },
    { sku: 'PROBE-2', title: 'Probeartikel 2', quantity: 1, weightG: 80 },
  ],
});

/** What a template is checked with: one shipment, or two in a collective file. */
export const sampleSet = ({ collective, key = 'P-100001' }: { collective: boolean; key?: string }): HandOverSet => ({
  key,
  date: new Date('2026-01-02T10:30:00Z'),
  sender: {
    name: 'Probe Handel GmbH',
    street: 'Hafen 1',
    postcode: '20457',
    city: 'Hamburg',
    country: 'DE',
    email: 'probe@example.org',
  },
  shipments: collective ? [sampleShipment(key), sampleShipment(`${key}-2`)] : [sampleShipment(key)],
  collective,
});
