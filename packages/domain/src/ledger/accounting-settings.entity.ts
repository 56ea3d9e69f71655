import { defineEntity, p } from '@mikro-orm/postgresql';
import type { AccountingSettings } from './accounting-settings.ts';

const schema = defineEntity({
  name: 'AccountingSettingsRow',
  tableName: 'accounting_settings',
  properties: {
    /** Always 1: one installation serves one company. */
    id: p.integer().primary().autoincrement(false),
    data: p.json<Partial<AccountingSettings>>(),
    /** Last business day of the last period that was handed over as final (Festschreibung). */
    lockedUntil: p.text().nullable(),
  },
});

/** How this company's ledger becomes bookings of its accounting system. */
export class AccountingSettingsRow extends schema.class {}
schema.setClass(AccountingSettingsRow);
