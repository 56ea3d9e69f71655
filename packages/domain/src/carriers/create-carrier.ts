import { z } from 'zod';
import { newId } from '../kernel/id.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { Carrier } from './carrier.entity.ts';
import type { CarrierCreated, CarrierRenamed } from './carrier.events.ts';
import { lockMatrix, withCarriers } from './draft-matrix.ts';
import type { MatrixVersion } from './matrix-version.entity.ts';
import { lockCarrier } from './save-template.ts';

const name = z.string().trim().min(1).max(120);
const newCarrier = z.object({
  /** Stands in addresses and tables. */
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9][A-Z0-9-]{0,19}$/, 'must be letters, digits and hyphens, 20 at most'),
  name,
  kind: z.enum(['own', 'external']),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullish(),
  /** At most 60 days around the clock. */
  confirmWithinMinutes: z.number().int().min(1).max(86_400),
});
export type NewCarrier = z.input<typeof newCarrier>;

/** A further carrier, at rest and without ways out and back; it stands in the matrix draft from now on. Throws Rejection. */
export function createCarrier(ctx: Context, given: NewCarrier): Promise<Carrier> {
  const data = checked(newCarrier, given);
  return transact(ctx, async (tx) => {
    // Whoever makes another one waits here: a code is given once.
    const versions = await lockMatrix(tx);
    const { code } = data;
    const taken = await tx.em.execute('select 1 from carrier where upper(code) = ?', [code]);
    if (taken.length) throw new Rejection('carrier_exists', { code });
    const carrier = tx.em.create(Carrier, {
      id: newId(),
      ...data,
      active: false,
      handover: { transport: 'none' },
      returns: { source: 'none' },
    });
    tx.record({ type: 'CarrierCreated', carrier: code, carrierId: carrier.id } satisfies CarrierCreated);
    await fillDraft(tx, versions);
    return carrier;
  });
}

/** Gives a carrier another name; its code stays, and past versions of the matrix keep the old name. Throws Rejection. */
export function renameCarrier(ctx: Context, given: { carrierId: string; name: string }): Promise<Carrier> {
  const to = checked(name, given.name);
  return transact(ctx, async (tx) => {
    const versions = await lockMatrix(tx);
    const carrier = await lockCarrier(tx, given.carrierId);
    if (carrier.name === to) return carrier;
    tx.record({
      type: 'CarrierRenamed',
      carrier: carrier.code,
      carrierId: carrier.id,
      from: carrier.name,
      to,
    } satisfies CarrierRenamed);
    carrier.name = to;
    await fillDraft(tx, versions);
    return carrier;
  });
}

/** An open draft follows at once; the next one begins with every carrier anyway. */
async function fillDraft(tx: Transaction, versions: MatrixVersion[]): Promise<void> {
  await tx.em.flush();
  const draft = versions.find(({ state }) => state === 'draft');
  if (draft) draft.terms = withCarriers(draft.terms, await tx.em.find(Carrier, {}, { orderBy: { code: 'asc' } }));
}

function checked<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => ({ field: path.join('.') || 'name', message }));
  throw new Rejection('carrier_invalid', { problems });
}
