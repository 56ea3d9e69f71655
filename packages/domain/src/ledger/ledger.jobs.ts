import { z } from 'zod';
import { defineJob } from '../kernel/jobs.ts';

/** Books issued invoices and credit notes; data names the document. */
export const bookInvoices = defineJob({ name: 'ledger.book-invoices', input: z.object({ invoice: z.string() }) });
