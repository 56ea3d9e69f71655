import type { TemplateContent } from '@kontor/domain/carriers/template-content';
import { formatMinorUnits } from '@kontor/domain/kernel/money';
import type { HandOverData } from '@kontor/domain/shipments/hand-over-data';

/** What a hand-over file is about. */
export interface HandOverSet {
  /** Key of the effect: a shipment number or the number of a collective file. */
  key: string;
  /** When the hand-over was decided; the same at every try, so that the bytes are. */
  date: Date;
  sender: { name: string; street: string; postcode: string; city: string; country: string; email: string };
  shipments: HandOverData[];
  /** Collective: the template sees `shipments` only, so that none can be forgotten. */
  collective: boolean;
}

/** The only things a template can see: plain values, every name always there. */
export function handOverView(set: HandOverSet, format: TemplateContent['format']): Record<string, unknown> {
  const words = format === 'csv' ? asCell : (text: string) => text;
  const shipments = set.shipments.map((data) => viewOf(data, words));
  return {
    key: set.key,
    date: set.date.toISOString(),
    sender: { ...set.sender },
    shipments,
    ...(set.collective ? {} : { shipment: shipments[0] }),
  };
}

function viewOf({ recipient, lines, ...data }: HandOverData, words: (text: string) => string): object {
  return {
    number: data.shipment,
    deliveryNote: data.deliveryNote,
    order: data.order,
    service: data.service,
    /** To be collected on delivery; empty: nothing. */
    cashOnDelivery: data.cashOnDelivery ? formatMinorUnits(data.cashOnDelivery.amount) : '',
    cashCurrency: data.cashOnDelivery?.currency ?? '',
    weightG: lines.reduce((sum, line) => sum + line.weightG, 0),
    recipient: {
      name: words(recipient.name),
      company: words(recipient.company ?? ''),
      street: words(recipient.street),
      addition: words(recipient.addition ?? ''),
      postcode: words(recipient.postcode),
      city: words(recipient.city),
      country: recipient.country,
      phone: words(recipient.phone ?? ''),
    },
    lines: lines.map(({ sku, title, quantity, weightG }, index) => ({
      position: index + 1,
      sku,
      title: words(title),
      quantity,
      weightG,
    })),
  };
}

/** What a buyer wrote stays text when a spreadsheet opens the file: no cell begins like a formula. Article numbers stay as they are. */
function asCell(text: string): string {
  const line = text.replace(/[\r\n\t]+/g, ' ').trim();
  return /^[=+\-@]/.test(line) ? `'${line}` : line;
}
