import type { Account, Tax } from '../ledger/accounts.ts';
import type { AccountingSettings } from '../ledger/accounting-settings.ts';

type Plan = Record<Exclude<Account, 'revenue' | 'receivable'>, string> & { revenue: Record<string, string> };

/**
 * Seeds for the two usual German account plans; every number can be replaced in the settings. Sources: DATEV's standard plans as
 * published by pathway-solutions and collmex, documents.md § 3.2; a tax adviser confirms them before go-live.
 */
const plans: Record<AccountingSettings['plan'], Plan> = {
  SKR03: {
    clearing: '1370',
    reserve: '1371',
    transit: '1360',
    fees_commission: '4760',
    fees_fulfilment: '4761',
    fees_other: '4970',
    advertising: '4600',
    postage: '4730',
    reimbursement: '2700',
    chargeback_loss: '2400',
    rounding: '2709',
    revenue: {
      'domestic:190': '8400',
      'domestic:70': '8300',
      domestic: '8200',
      'below_threshold:190': '8315',
      'below_threshold:70': '8310',
      below_threshold: '8315',
      oss: '8320',
      // An account of its own: it is declared in the country of the stock, not in the one-stop shop.
      local: '8321',
      marketplace: '8150',
      intra_community: '8125',
      export: '8120',
      small_business: '8195',
    },
  },
  SKR04: {
    clearing: '1370',
    reserve: '1371',
    transit: '1460',
    fees_commission: '6770',
    fees_fulfilment: '6771',
    fees_other: '6855',
    advertising: '6600',
    postage: '6740',
    reimbursement: '4830',
    chargeback_loss: '6930',
    rounding: '4839',
    revenue: {
      'domestic:190': '4400',
      'domestic:70': '4300',
      domestic: '4200',
      'below_threshold:190': '4315',
      'below_threshold:70': '4310',
      below_threshold: '4315',
      oss: '4320',
      local: '4321',
      marketplace: '4150',
      intra_community: '4125',
      export: '4120',
      small_business: '4185',
    },
  },
};

/** Who owes: what decides the debtor's number. */
export interface Debtor {
  channelCode: string | null;
  /** Digits count: K-100001 is debtor 100001. */
  customerNumber: string | null;
}

const firstDebtor = '1';

/** The number of a ledger account in the accounting system. Pure. */
export function numberOf(
  account: Account,
  tax: Tax | null,
  debtor: Debtor,
  { plan, numbers, debtors, accountLength }: Pick<AccountingSettings, 'plan' | 'numbers' | 'debtors' | 'accountLength'>,
): string {
  if (account === 'receivable') return debtorNumber(debtor, { numbers, debtors, accountLength });
  const seed = account === 'revenue' ? revenueNumber(plans[plan].revenue, tax, numbers) : plans[plan][account];
  const number = numbers[account] ?? seed;
  // Longer general ledger accounts are the four digits with zeros behind them.
  return number.padEnd(accountLength, '0');
}

function revenueNumber(revenue: Record<string, string>, tax: Tax | null, numbers: Record<string, string>): string {
  const { treatment = 'domestic', permille = 190, country = 'DE' } = tax ?? {};
  const keys = [`${treatment}:${country}`, `${treatment}:${permille}`, treatment];
  const set = keys.map((key) => numbers[`revenue:${key}`]).find(Boolean);
  return set ?? keys.map((key) => revenue[key]).find(Boolean)!;
}

function debtorNumber(
  { channelCode, customerNumber }: Debtor,
  { numbers, debtors, accountLength }: Pick<AccountingSettings, 'numbers' | 'debtors' | 'accountLength'>,
): string {
  const digits = debtors === 'single' ? (customerNumber ?? '').replaceAll(/\D/g, '') : '';
  if (digits.length === accountLength + 1) return digits;
  return numbers[`debtor:${channelCode}`] ?? numbers.receivable ?? firstDebtor.padEnd(accountLength + 1, '0');
}

/** DATEV's tax key where the account has no tax of its own: turnover taxed in another country (OSS), from home or from stock abroad. */
export const taxKeyOf = (tax: Tax | null, isFromHome: boolean): string =>
  tax?.treatment === 'oss' ? (isFromHome ? '240' : '241') : '';
