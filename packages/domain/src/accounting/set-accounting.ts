import { z } from 'zod';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { AccountingSettingsRow } from '../ledger/accounting-settings.entity.ts';
import type { AccountingChanged } from './accounting.events.ts';
import { loadAccountingSettings, type KnownSettings } from '../ledger/accounting-settings.ts';

const number = z.string().regex(/^\d{4,9}$/);

/** More than nothing, with up to six decimals; DATEV takes four digits before them, also turned around. */
const rate = z
  .string()
  .regex(/^\d{1,4}(\.\d{1,6})?$/)
  .refine((value) => Number(value) >= 0.001);

/** What DATEV and the ledger take. */
const schema = z
  .object({
    plan: z.enum(['SKR03', 'SKR04']),
    numbers: z.record(z.string().max(60), number),
    consultant: z.number().int().min(1001).max(9_999_999),
    client: z.number().int().min(1).max(99_999),
    fiscalYearStart: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/),
    accountLength: z.number().int().min(4).max(8),
    debtors: z.enum(['collective', 'single']),
    fixed: z.boolean(),
    exchangeRates: z.record(z.string().regex(/^\d{4}-(0[1-9]|1[0-2]) (?!EUR)[A-Z]{3}$/), rate),
    writeOffCents: z.number().int().min(0).max(100_000),
    roundingCentsPerUnit: z.number().int().min(0).max(100),
    autoWriteOffCents: z.number().int().min(0).max(100_000),
    autoWriteOffDays: z.number().int().min(0).max(365),
    unsettledAfterDays: z.number().int().min(1).max(365),
  })
  .partial();

/** Changes the accounting settings; what is left out stays. Throws Rejection with the names of what is wrong. */
export async function setAccounting(ctx: Context, change: object): Promise<KnownSettings> {
  const read = schema.safeParse(change);
  if (!read.success)
    throw new Rejection('settings_invalid', { fields: read.error.issues.map(({ path }) => path.join('.')) });
  return transact(ctx, async (tx) => {
    const known = Object.fromEntries(Object.entries(read.data).filter(([, value]) => value !== undefined));
    const before = await loadAccountingSettings(tx);
    const row =
      (await tx.em.findOne(AccountingSettingsRow, 1)) ??
      tx.em.create(AccountingSettingsRow, { id: 1, data: {}, lockedUntil: null });
    row.data = { ...row.data, ...known };
    // Customers' numbers have six digits: one more than accounts of five.
    if (row.data.debtors === 'single' && (row.data.accountLength ?? 4) < 5)
      throw new Rejection('settings_invalid', { fields: ['accountLength'] });
    await tx.em.flush();
    const after = await loadAccountingSettings(tx);
    const changes = changesOf(before, after);
    if (changes.length) tx.record({ type: 'AccountingChanged', changes } satisfies AccountingChanged);
    return after;
  });
}

/** What is different now, by name. Pure. */
const changesOf = (before: KnownSettings, after: KnownSettings): AccountingChanged['changes'] =>
  Object.entries(after)
    .map(([name, to]) => ({ name, from: before[name as keyof KnownSettings], to }))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
