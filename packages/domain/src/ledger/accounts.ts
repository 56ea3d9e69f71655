import type { VatCase } from '../vat/decide-vat.ts';

/**
 * The ledger's own accounts, by what they mean; an account plan (SKR03, SKR04) gives them numbers only at the export.
 * Revenue is one account here: its tax says which number it gets.
 */
export const accounts = [
  'receivable',
  'revenue',
  /** What the channel owes us out of its settlements; per settlement its balance is what is still open. */
  'clearing',
  'reserve',
  'transit',
  'fees_commission',
  'fees_fulfilment',
  'fees_other',
  'advertising',
  'postage',
  'reimbursement',
  'chargeback_loss',
  'rounding',
] as const;
export type Account = (typeof accounts)[number];

/** Accounts on which a person or a rule may book what is no payment of an order. */
export const bookableAccounts = [
  'fees_commission',
  'fees_fulfilment',
  'fees_other',
  'advertising',
  'postage',
  'reimbursement',
  'chargeback_loss',
  'transit',
] as const satisfies readonly Account[];
export type BookableAccount = (typeof bookableAccounts)[number];

/** How the turnover of an entry is taxed; permille, so that 25.5 % is whole. */
export interface Tax {
  treatment: VatCase;
  permille: number;
  /** Where the goods went, ISO 3166. */
  country: string;
  vatId?: string | null;
}
