import { createHash } from 'node:crypto';
import { businessDay } from '../kernel/business-day.ts';
import { newId } from '../kernel/id.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { sqlArray } from '../kernel/batch.ts';
import { bookMissing } from '../ledger/book-invoices.ts';
import { AccountingSettingsRow } from '../ledger/accounting-settings.entity.ts';
import { loadAccountingSettings, type KnownSettings } from '../ledger/accounting-settings.ts';
import type { LedgerExported } from './accounting.events.ts';
import { writeDebtors } from './datev/write-extf.ts';
import { debtorsOf } from './debtors.ts';
import { AccountingExport, AccountingFile } from './export.entity.ts';
import { entriesOfFile, newEntries, previewExport, type ExportEntry, type Range } from './exported-entries.ts';
import { writeFile, writeFiles, type WrittenFile } from './write-files.ts';

const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/**
 * Writes what accounting has not got yet: files per month, checked and with the ledger's own sums, stored as they are. An entry goes
 * out once per format: the database keeps it so. Throws Rejection when nothing is new, or when a period that is to be final is not over.
 */
export async function createExport(ctx: Context, range: Range): Promise<AccountingExport> {
  if (!day.test(range.from) || !day.test(range.to) || range.from > range.to) throw new Rejection('period_invalid');
  return transact(ctx, async (tx) => {
    await tx.em.execute('select pg_advisory_xact_lock(4712)');
    await bookMissing(tx);
    const settings = await loadAccountingSettings(tx);
    const isFinal = range.format === 'datev' && settings.fixed;
    if (isFinal && range.to >= businessDay(tx.now(), settings.timeZone)) throw new Rejection('period_not_over');
    const expected = await previewExport(tx.em, range);
    const entries = await newEntries(tx.em, range);
    if (!entries.length) throw new Rejection('nothing_to_export');
    const createdAt = tx.now();
    const files = writeFiles(range.format, entries, settings, createdAt);
    mustBeComplete(files, expected);
    return store(tx, { ...range, createdAt }, entries, files, settings);
  });
}

/** The sums of the files against those that the database makes of its ledger by itself. */
function mustBeComplete(files: WrittenFile[], expected: Awaited<ReturnType<typeof previewExport>>): void {
  const sum = (of: number[]): number => of.reduce((all, cents) => all + cents, 0);
  const [cents, count] = [sum(files.map((file) => file.sumCents)), sum(files.map((file) => file.entries.length))];
  if (cents !== sum(expected.map((part) => part.sumCents)) || count !== sum(expected.map((part) => part.entries)))
    throw new Error('the files do not hold what the ledger holds');
}

async function store(
  tx: Transaction,
  range: Range & { createdAt: Date },
  entries: ExportEntry[],
  files: WrittenFile[],
  settings: KnownSettings,
): Promise<AccountingExport> {
  const made = tx.em.create(AccountingExport, {
    id: newId(),
    format: range.format,
    startsOn: range.from,
    endsOn: range.to,
    entries: entries.length,
    sumCents: files.reduce((sum, file) => sum + file.sumCents, 0),
    settings,
    createdBy: tx.actor,
    createdAt: range.createdAt,
  });
  await tx.em.flush();
  for (const file of files) await storeFile(tx, made, file);
  if (range.format === 'datev') await storeDebtors(tx, made, entries, settings);
  if (range.format === 'datev' && settings.fixed) await lock(tx, range.to);
  const { id: exportId, format, sumCents } = made;
  tx.record({ type: 'LedgerExported', exportId, format, entries: entries.length, sumCents } satisfies LedgerExported);
  return made;
}

async function storeFile(
  tx: Transaction,
  { id: exportId, format }: AccountingExport,
  file: WrittenFile,
): Promise<void> {
  const stored = tx.em.create(AccountingFile, {
    id: newId(),
    exportId,
    name: file.name,
    mediaType: file.mediaType,
    bytes: Buffer.from(file.bytes),
    size: file.bytes.length,
    sha256: hashOf(file.bytes),
    entries: file.entries.length,
    sumCents: file.sumCents,
  });
  await tx.em.flush();
  await tx.em.execute('insert into exported_entry (format, seq, file_id) select ?, unnest(?::bigint[]), ?', [
    format,
    sqlArray(file.entries.map(({ seq }) => seq)),
    stored.id,
  ]);
}

async function storeDebtors(
  tx: Transaction,
  made: AccountingExport,
  entries: ExportEntry[],
  settings: KnownSettings,
): Promise<void> {
  const debtors = await debtorsOf(tx.em, entries, settings);
  if (!debtors.length) return;
  const head = {
    createdAt: made.createdAt,
    from: made.startsOn,
    to: made.endsOn,
    title: '',
    currency: 'EUR',
    rate: null,
  };
  const bytes = writeDebtors(debtors, head, settings);
  const name = `EXTF_Debitoren_${made.startsOn}_${made.endsOn}.csv`;
  await storeFile(tx, made, { name, mediaType: 'text/csv; charset=windows-1252', bytes, entries: [], sumCents: 0 });
}

/** A period handed over as final takes no more bookings: later ones count from today on. */
const lock = async (tx: Transaction, until: string): Promise<unknown> => {
  const row = await tx.em.findOne(AccountingSettingsRow, 1);
  if (!row) return tx.em.create(AccountingSettingsRow, { id: 1, data: {}, lockedUntil: until });
  if (!row.lockedUntil || row.lockedUntil < until) row.lockedUntil = until;
  return row;
};

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Writes a file of bookings again from the ledger; true when every byte is the same as stored. */
export async function isRepeatable(ctx: Pick<Context, 'em'>, fileId: string): Promise<boolean> {
  const file = await ctx.em.findOneOrFail(AccountingFile, fileId);
  const made = await ctx.em.findOneOrFail(AccountingExport, file.exportId, { populate: ['settings'] });
  const entries = await entriesOfFile(ctx.em, fileId);
  if (!entries.length) return true;
  const { bookedOn, currency } = entries[0]!;
  const at = { month: bookedOn.slice(0, 7), currency, name: '' };
  return hashOf(writeFile(made.format, at, entries, made.settings!, made.createdAt).bytes) === file.sha256;
}
