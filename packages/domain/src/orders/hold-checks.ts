import type { Address } from '../kernel/address.ts';
import type { Shortage } from '../products/reserve-stock.ts';
import { checkAddress } from './check-address.ts';
import type { HoldReason } from './stations.ts';

/** What a rule can be told; each check reads its own. */
export interface HoldParams {
  /** Words or beginnings of words in the buyer's remark. */
  words?: string[];
  /** ISO codes of the countries that are served; none: those that a carrier of the matrix serves. */
  countries?: string[];
  /** Deviation from the price list above which an order is held. */
  percent?: number;
  /** Gross minor units above which an order is held. */
  limitCents?: number;
  /** Time between two orders of one customer with the same basket. */
  withinMinutes?: number;
}

/** One line as the rules see it; gross minor units of the whole line, null where the price list has no price. */
export interface HoldLine {
  sku: string;
  quantity: number;
  totalCents: number;
  known: boolean;
  listCents: number | null;
}

/** Another order of the same customer with the same basket. */
export interface Twin {
  order: string;
  placedAt: Date;
}

/** What the hold decision rests on. */
export interface HoldFacts {
  remark: string | null;
  giftMessage: string | null;
  cancelRequestedAt: Date | null;
  address: Address | null;
  placedAt: Date;
  totalCents: number;
  currency: string;
  /** A replacement costs nothing, whatever its articles are listed for. */
  isReplacement: boolean;
  lines: HoldLine[];
  shortages: Shortage[];
  /** Countries to which a carrier of the matrix in force ships; empty: there is no matrix. */
  servedCountries: string[];
  twins: Twin[];
}

/** What a check has found, as the ticket shows it; null: nothing. Never personal data beyond what names the finding. */
export type Numbers = Record<string, unknown> | null;
export type HoldCheck = (facts: HoldFacts, params: HoldParams) => Numbers;

/** What can be looked for in an order before it is released (F11). Every check is pure. */
export const holdChecks = {
  cancel_requested: ({ cancelRequestedAt, remark }, { words }) => {
    if (cancelRequestedAt) return { cancelRequestedAt };
    return wordsIn(remark, words);
  },
  unknown_sku: ({ lines }) =>
    found(
      'unknownSkus',
      lines.filter((line) => !line.known).map((line) => line.sku),
    ),
  incomplete_address: ({ address }) => found('addressDoubts', checkAddress(address)),
  country_not_served: ({ address, servedCountries }, { countries }) => {
    const served = countries?.length ? countries : servedCountries;
    return !address || !served.length || served.includes(address.country) ? null : { country: address.country, served };
  },
  extra_items: ({ remark }, { words }) => wordsIn(remark, words),
  question: ({ remark }, { words }) => (remark?.includes('?') ? { words: ['?'] } : wordsIn(remark, words)),
  remark: ({ remark }) => (remark?.trim() ? {} : null),
  gift_message: ({ giftMessage }) => (giftMessage?.trim() ? {} : null),
  no_stock: ({ shortages }) => found('shortages', shortages),
  suspected_duplicate: ({ twins, placedAt }, { withinMinutes = 60 }) => {
    const near = (twin: Twin): boolean =>
      Math.abs(placedAt.getTime() - twin.placedAt.getTime()) <= withinMinutes * 60_000;
    return found('twins', twins.filter(near), { withinMinutes });
  },
  price_deviation: ({ lines, isReplacement }, { percent = 20 }) =>
    isReplacement
      ? null
      : found(
          'prices',
          lines.flatMap((line) => deviation(line, percent)),
          { percent },
        ),
  order_value: ({ totalCents }, { limitCents = 100_000 }) =>
    totalCents > limitCents ? { totalCents, limitCents } : null,
} satisfies Partial<Record<HoldReason, HoldCheck>>;

export type CheckedReason = keyof typeof holdChecks;

/** Reasons of which the more telling one stands for the general one. */
export const moreTelling: Partial<Record<HoldReason, HoldReason[]>> = {
  remark: ['question', 'extra_items', 'cancel_requested'],
  question: ['extra_items'],
};

const found = (name: string, rows: unknown[], also: Record<string, unknown> = {}): Numbers =>
  rows.length ? { [name]: rows, ...also } : null;

/** The words that stand in a text, at the beginning of a word, whatever the case. */
function wordsIn(text: string | null, words: string[] = []): Numbers {
  const isSaid = (word: string): boolean =>
    new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'iu').test(text ?? '');
  return found(
    'words',
    words.map((word) => word.trim()).filter((word) => word && isSaid(word)),
  );
}

/** How far the price of a unit lies from the list, in whole percent, when that is more than allowed. */
function deviation({ sku, quantity, totalCents, listCents }: HoldLine, percent: number): object[] {
  if (!listCents || !quantity) return [];
  const soldCents = Math.round(totalCents / quantity);
  const off = Math.abs(soldCents - listCents);
  if (off * 100 <= percent * listCents) return [];
  return [{ sku, soldCents, listCents, percent: Math.round((off * 100) / listCents) }];
}
