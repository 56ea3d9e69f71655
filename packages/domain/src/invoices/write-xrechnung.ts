import { intendEffects } from '../effects/intend-effects.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { CreditNote } from './credit-note.entity.ts';
import { Invoice } from './invoice.entity.ts';

/** Intends the XRechnung of an issued invoice or credit note; once per syntax, and nothing new is issued by it. Throws Rejection. */
export function writeXRechnung(
  ctx: Context,
  { number, syntax }: { number: string; syntax: 'cii' | 'ubl' },
): Promise<void> {
  return transact(ctx, async (tx) => {
    const issued = (await tx.em.findOne(Invoice, { number })) ?? (await tx.em.findOne(CreditNote, { number }));
    if (!issued) throw new Rejection('invoice_not_found', { number });
    const document = `xrechnung_${syntax}`;
    const intent = { document, number };
    await intendEffects(tx, [{ kind: 'print', key: `${document}:${number}`, orderId: issued.orderId, intent }]);
  });
}
