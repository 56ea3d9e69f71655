import type { HandOverData } from '@kontor/domain/shipments/hand-over-data';

/** A hand-over as the JSON of the carriers' HTTP interface. */
export function writeHandOverJson({ recipient, lines, ...data }: HandOverData): Uint8Array {
  const body = {
    shipment: data.shipment,
    deliveryNote: data.deliveryNote,
    order: data.order,
    service: data.service,
    recipient: {
      name: recipient.name,
      company: recipient.company ?? null,
      street: recipient.street,
      addition: recipient.addition ?? null,
      postcode: recipient.postcode,
      city: recipient.city,
      country: recipient.country,
    },
    lines: lines.map(({ sku, title, quantity, weightG }) => ({ sku, title, quantity, weightG })),
  };
  return new TextEncoder().encode(JSON.stringify(body));
}
