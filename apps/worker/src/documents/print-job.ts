import type { PdfPrinter } from '@kontor/domain/documents/pdf-printer.port';
import type { NewDocument } from '@kontor/domain/documents/store-document';
import type { Effect } from '@kontor/domain/effects/effect.entity';
import type { ShipmentLine } from '@kontor/domain/shipments/shipment.entity';
import type { EInvoiceForm } from '@kontor/domain/invoices/e-invoice-check.port';

/** What a print effect is to make. */
export interface PrintIntent {
  document: 'delivery_note' | 'invoice' | 'credit_note' | Exclude<EInvoiceForm, 'factur_x'>;
  number: string;
  /** What a delivery note of a part says; absent: the whole order. */
  lines?: ShipmentLine[];
}

export const intentOf = (effect: Effect): PrintIntent => effect.intent as unknown as PrintIntent;

/** What documents are made with. */
export interface Making {
  printer: PdfPrinter;
}

/** Makes the documents of one effect, the one that the effect names first. */
export type PrintJob = (making: Making) => Promise<Pick<NewDocument, 'kind' | 'mediaType' | 'bytes'>[]>;
