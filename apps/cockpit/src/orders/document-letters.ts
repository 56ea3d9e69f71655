import type { OrderRow } from '../live/documents.ts';

export type LetterKind = 'order' | 'delivery' | 'invoice' | 'payment';
export interface Letter {
  kind: LetterKind;
  number: string;
  /** Where a click leads; none = does not exist yet. */
  href?: string;
  /** A page of the cockpit, not a file. */
  inApp: boolean;
}
type Row = Pick<OrderRow, 'number' | 'deliveryNoteNumber' | 'invoiceNumber' | 'paidAt' | 'documents'>;

const MEANING: [LetterKind, RegExp][] = [
  ['delivery', /delivery/],
  ['invoice', /^(invoice|credit_note)$/],
  ['payment', /payment|settlement|remittance/],
  ['order', /order/],
];

/** Which of the four letters a stored document stands for; others have none. */
export const letterOfKind = (kind: string): LetterKind | undefined =>
  MEANING.find(([, pattern]) => pattern.test(kind.toLowerCase()))?.[0];

/** The letters A L R Z of an order: a file where there is one, else the page that shows it. */
export function documentLetters(row: Row): Letter[] {
  const file = (kind: LetterKind) => row.documents.find((document) => letterOfKind(document.kind) === kind);
  const page = `/orders/${row.number}`;
  const letter = (kind: LetterKind, number: string | null | undefined, fallback?: string): Letter => {
    const found = file(kind);
    if (found) return { kind, number: found.number, href: found.path, inApp: false };
    return { kind, number: number ?? '', href: number && fallback ? fallback : undefined, inApp: true };
  };
  return [
    letter('order', row.number, page),
    letter('delivery', row.deliveryNoteNumber),
    letter('invoice', row.invoiceNumber),
    letter('payment', row.paidAt ? row.number : undefined, `${page}#money`),
  ];
}
