import { readOnly, sqlArray } from '../kernel/batch.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { Order } from '../orders/order.entity.ts';
import type { StationDue } from '../orders/order.events.ts';
import { normalVatId } from '../vat/vat-id.ts';
import { VatIdCheck } from '../vat/vat-id-check.entity.ts';
import type { VatIdAnswer } from '../vat/vat-register.port.ts';
import type { Basis } from './invoice-basis.ts';

/** As long as a day VIES may stay away before a person is asked; the invoice is due within one business day. */
const patienceMs = 20 * 3_600_000;

/** Has VIES asked for the numbers these invoices hang on; gives the orders that wait for its answer. */
export async function askVies(tx: Transaction, bases: Basis[]): Promise<Set<string>> {
  const numbers = [...new Set(bases.map(({ buyerVatId }) => buyerVatId!.value))];
  if (!numbers.length) return new Set();
  await tx.em.execute(
    `insert into vat_id_check (vat_id, state, tries, ask_again_at, asked_since)
     select vat_id, 'unchecked', 0, ?, ? from unnest(?::text[]) as vat_id order by vat_id
     on conflict (vat_id) do update set state = 'unchecked', tries = 0, ask_again_at = excluded.ask_again_at,
       asked_since = excluded.asked_since where vat_id_check.ask_again_at is null`,
    [tx.now(), tx.now(), sqlArray(numbers)],
  );
  const checks = await tx.em.find(VatIdCheck, { vatId: { $in: numbers } }, readOnly);
  const patient = new Set(
    checks.filter(({ askedSince }) => tx.now().getTime() - askedSince.getTime() < patienceMs).map(({ vatId }) => vatId),
  );
  return new Set(bases.filter(({ buyerVatId }) => patient.has(buyerVatId!.value)).map(({ order }) => order.id));
}

/** The numbers VIES is to be asked for now, oldest first. */
export const dueVatIds = async ({ em, now }: Pick<Context, 'em' | 'now'>, limit = 50): Promise<string[]> =>
  (
    await em.find(VatIdCheck, { askAgainAt: { $lte: now() } }, { ...readOnly, orderBy: { askAgainAt: 'asc' }, limit })
  ).map(({ vatId }) => vatId);

export type Asked = { vatId: string } & ({ answer: VatIdAnswer } | { error: string });

/** Seconds until VIES is asked again; member states are often away for an hour. */
const again = (tries: number): number => Math.min(3_600, 60 * 2 ** tries);

/** Writes what VIES said; orders that waited for it go on, and so do those whose patience is over. */
export function takeVatAnswers(ctx: Context, asked: Asked[]): Promise<void> {
  return transact(ctx, async (tx) => {
    const checks = await tx.em.find(
      VatIdCheck,
      { vatId: { $in: asked.map(({ vatId }) => vatId) } },
      { orderBy: { vatId: 'asc' } },
    );
    const of = new Map(asked.map((one) => [one.vatId, one]));
    for (const check of checks) write(tx, check, of.get(check.vatId)!);
    const settled = checks.filter(
      ({ state, askedSince }) => state !== 'unchecked' || tx.now().getTime() - askedSince.getTime() >= patienceMs,
    );
    await goOn(tx, new Set(settled.map(({ vatId }) => vatId)));
  });
}

function write(tx: Transaction, check: VatIdCheck, asked: Asked): void {
  check.tries += 1;
  if ('error' in asked) {
    check.lastError = asked.error.slice(0, 500);
    check.askAgainAt = new Date(tx.now().getTime() + again(check.tries) * 1_000);
    return;
  }
  const { valid, consultation } = asked.answer;
  Object.assign(check, {
    state: valid ? 'valid' : 'invalid',
    consultation,
    checkedAt: tx.now(),
    askAgainAt: null,
    lastError: null,
  });
}

async function goOn(tx: Transaction, vatIds: Set<string>): Promise<void> {
  if (!vatIds.size) return;
  const waiting = await tx.em.find(Order, { station: 'shipped', buyerVatId: { $ne: null } }, readOnly);
  for (const { id, buyerVatId } of waiting)
    if (vatIds.has(normalVatId(buyerVatId!))) tx.record({ type: 'InvoicingDue', orderId: id } satisfies StationDue);
}
