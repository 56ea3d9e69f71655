import type { DeliveryNotePrinted, CreditNotePrinted, InvoicePrinted } from '@kontor/domain/documents/document.events';
import { Document } from '@kontor/domain/documents/document.entity';
import { type NewDocument, storeDocuments } from '@kontor/domain/documents/store-document';
import type { Effect } from '@kontor/domain/effects/effect.entity';
import type { EffectPractice } from '@kontor/domain/effects/perform-effects';
import type { Context, Transaction } from '@kontor/domain/kernel/transact';
import type { Work } from '../handle.ts';
import { noteJobs } from './delivery-notes.ts';
import { invoiceJobs } from './invoices.ts';
import { intentOf, type Making, type PrintJob } from './print-job.ts';

/** Makes issued documents as PDF and XML; the bytes are stored once and never made again. */
export const printPractice = ({ connections, newContext }: Work): EffectPractice => ({
  concurrency: 2,
  // Our own database tells at once whether the document is there.
  settlesWithinMs: 0,
  async prepare(ctx, effects) {
    const jobs = await jobsOf(ctx, effects);
    return new Map(
      effects.flatMap((effect) => {
        const job = jobs.get(effect.id);
        return job ? [[effect.id, actOf(job, effect, connections, newContext)] as const] : [];
      }),
    );
  },
  async arrived(tx, effects) {
    for (const effect of effects) announce(tx, effect);
  },
});

function actOf(job: PrintJob, effect: Effect, making: Making, newContext: () => Context) {
  const { document: kind, number } = intentOf(effect);
  return {
    async send(): Promise<{ receipt: string }> {
      const made = await job(making);
      const orderId = effect.orderId ?? null;
      const documents = made.map((document): NewDocument => ({ number, orderId, ...document }));
      return { receipt: await storeDocuments(newContext(), documents) };
    },
    verify: async (): Promise<'arrived' | 'absent'> =>
      (await newContext().em.count(Document, { kind, number })) ? 'arrived' : 'absent',
  };
}

async function jobsOf(ctx: Context, effects: Effect[]): Promise<Map<string, PrintJob>> {
  const [notes, invoices] = [
    effects.filter((effect) => intentOf(effect).document === 'delivery_note'),
    effects.filter((effect) => intentOf(effect).document !== 'delivery_note'),
  ];
  return new Map([...(await noteJobs(ctx, notes)), ...(await invoiceJobs(ctx, invoices))]);
}

function announce(tx: Transaction, effect: Effect): void {
  const { document, number } = intentOf(effect);
  const orderId = effect.orderId!;
  if (document === 'invoice') tx.record({ type: 'InvoicePrinted', orderId, number } satisfies InvoicePrinted);
  if (document === 'credit_note') tx.record({ type: 'CreditNotePrinted', orderId, number } satisfies CreditNotePrinted);
  if (document === 'delivery_note')
    tx.record({ type: 'DeliveryNotePrinted', orderId, number } satisfies DeliveryNotePrinted);
}
