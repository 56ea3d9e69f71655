import { intendEffects } from '../effects/intend-effects.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { CreditNote } from './credit-note.entity.ts';
import type { EInvoiceCheck } from './e-invoice-check.port.ts';
import { Invoice } from './invoice.entity.ts';

/**
 * Intends the XRechnung of an issued invoice or credit note; once per syntax, and nothing new is issued by it. Throws Rejection,
 * as when the document lacks what XRechnung wants beyond EN 16931 (`xrechnung_invalid` with the rules it would break).
 */
export function writeXRechnung(
  ctx: Context,
  { number, syntax }: { number: string; syntax: 'cii' | 'ubl' },
  check: EInvoiceCheck,
): Promise<void> {
  return transact(ctx, async (tx) => {
    const whole = { populate: ['data'] } as const;
    const issued =
      (await tx.em.findOne(Invoice, { number }, whole)) ?? (await tx.em.findOne(CreditNote, { number }, whole));
    if (!issued) throw new Rejection('invoice_not_found', { number });
    const document = `xrechnung_${syntax}` as const;
    const broken = await check(issued.data!, document);
    if (broken.length) throw new Rejection('xrechnung_invalid', { number, broken });
    const intent = { document, number };
    await intendEffects(tx, [{ kind: 'print', key: `${document}:${number}`, orderId: issued.orderId, intent }]);
  });
}
