import { defineEntity, p } from '@mikro-orm/postgresql';
import type { KnownSettings } from '../ledger/accounting-settings.ts';

export const exportFormats = ['datev', 'csv'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const exportSchema = defineEntity({
  name: 'AccountingExport',
  tableName: 'accounting_export',
  properties: {
    id: p.uuid().primary(),
    format: p.text().$type<ExportFormat>(),
    /** Business days, both included. */
    startsOn: p.text(),
    endsOn: p.text(),
    entries: p.integer(),
    sumCents: p.bigint('number'),
    /** As they stood: what was exported can be written again, to the byte. */
    settings: p.json<KnownSettings>().lazy(),
    createdBy: p.text(),
    createdAt: p.datetime(),
  },
});

/** Ledger entries handed to accounting, once per format. */
export class AccountingExport extends exportSchema.class {}
exportSchema.setClass(AccountingExport);

const fileSchema = defineEntity({
  name: 'AccountingFile',
  tableName: 'accounting_file',
  properties: {
    id: p.uuid().primary(),
    exportId: p.uuid(),
    name: p.text(),
    mediaType: p.text(),
    bytes: p.blob().lazy(),
    size: p.integer(),
    sha256: p.text(),
    entries: p.integer(),
    sumCents: p.bigint('number'),
  },
});

/** One file of an export, stored as it was written. */
export class AccountingFile extends fileSchema.class {}
fileSchema.setClass(AccountingFile);
