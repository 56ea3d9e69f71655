import { z } from 'zod';
import { defineJob } from '../kernel/jobs.ts';

/** Books issued invoices; data names the document. */
export const bookInvoices = defineJob({ name: 'ledger.book-invoices', input: z.object({ invoice: z.string() }) });

/** Books issued credit notes; data names the document. */
export const bookCreditNotes = defineJob({
  name: 'ledger.book-credit-notes',
  input: z.object({ creditNote: z.string() }),
});
