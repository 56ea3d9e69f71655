import type { EntityManager } from '@mikro-orm/postgresql';
import { Company } from '../company/company.entity.ts';
import { AccountingSettingsRow } from './accounting-settings.entity.ts';

/** What staff may set; amounts in minor units. */
export interface AccountingSettings {
  plan: 'SKR03' | 'SKR04';
  /** Numbers that replace the plan's, by the ledger's account or 'revenue:<treatment>:<permille>'. */
  numbers: Record<string, string>;
  /** DATEV's consultant and client number (Berater, Mandant). */
  consultant: number;
  client: number;
  /** Month and day on which the fiscal year begins, 'MM-DD'. */
  fiscalYearStart: string;
  /** Digits of a general ledger account; debtors have one more. */
  accountLength: number;
  /** One debtor per channel, or each customer with a number of its own. */
  debtors: 'collective' | 'single';
  /** The exported period is final in accounting (Festschreibung). */
  fixed: boolean;
  /** Units of another currency for one euro, by month: { '2026-11 GBP': '0.8412' }. */
  exchangeRates: Record<string, string>;
  /** A difference up to this may be written off by hand. */
  writeOffCents: number;
  /** A difference up to this per unit is rounding, written off by itself (rule R8). */
  roundingCentsPerUnit: number;
  /** A difference up to this is written off by itself once it has waited so many days; 0: never. */
  autoWriteOffCents: number;
  autoWriteOffDays: number;
  /** An invoice that no settlement has paid after this many days is a ticket (rule R16). */
  unsettledAfterDays: number;
}

export const defaultAccountingSettings: AccountingSettings = {
  plan: 'SKR03',
  numbers: {},
  consultant: 1001,
  client: 1,
  fiscalYearStart: '01-01',
  accountLength: 4,
  debtors: 'collective',
  fixed: false,
  exchangeRates: {},
  writeOffCents: 500,
  roundingCentsPerUnit: 5,
  autoWriteOffCents: 0,
  autoWriteOffDays: 14,
  unsettledAfterDays: 35,
};

export type KnownSettings = AccountingSettings & { lockedUntil: string | null; timeZone: string };

/** The settings with what nobody has set yet, and the company's time zone. */
export async function loadAccountingSettings({ em }: { em: EntityManager }): Promise<KnownSettings> {
  const row = await em.findOne(AccountingSettingsRow, 1);
  const company = await em.findOne(Company, 1, { fields: ['timeZone'] });
  return {
    ...defaultAccountingSettings,
    ...row?.data,
    lockedUntil: row?.lockedUntil ?? null,
    timeZone: company?.timeZone ?? 'Europe/Berlin',
  };
}
