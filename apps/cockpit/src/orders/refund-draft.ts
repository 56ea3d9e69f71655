import type { RefundLineInput } from '../gql/graphql.ts';
import type { OrderDetail } from './order-detail.ts';

type Line = Pick<OrderDetail['lines'][number], 'id' | 'total' | 'shipping'>;
/** What is to be given back of a line, in major units as people type them. */
export interface RefundDraft {
  lineId: string;
  goods: number | null | undefined;
  shipping: number | null | undefined;
}

const digitsOf = (currency: string) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
/** Minor units as major ones: 1234 EUR cents → 12.34. */
export const majorOf = (cents: number, currency: string) => cents / 10 ** digitsOf(currency);
const minorOf = (amount: number | null | undefined, currency: string) =>
  Math.round((amount ?? 0) * 10 ** digitsOf(currency));

/** The channel takes refunds of what it has been paid for. */
export const isRefundable = ({ station }: Pick<OrderDetail, 'station'>) =>
  ['shipped', 'invoiced', 'paid', 'closed'].includes(station);

export type Whole = 'all' | 'shipping' | 'nothing';

/** The whole order, its shipping alone, or nothing. */
export const refundDraft = (lines: Line[], whole: Whole): RefundDraft[] =>
  lines.map(({ id, total, shipping }) => ({
    lineId: id,
    goods: whole === 'all' ? majorOf(total.amount, total.currency) : 0,
    shipping: whole === 'nothing' ? 0 : majorOf(shipping.amount, shipping.currency),
  }));

/** What the API is told: lines with an amount, in minor units. */
export const refundLines = (drafts: RefundDraft[], currency: string): RefundLineInput[] =>
  drafts
    .map(({ lineId, goods, shipping }) => ({
      lineId,
      goodsCents: minorOf(goods, currency),
      shippingCents: minorOf(shipping, currency),
    }))
    .filter(({ goodsCents, shippingCents }) => goodsCents || shippingCents);

export const sumOf = (lines: RefundLineInput[]) =>
  lines.reduce((sum, { goodsCents, shippingCents }) => sum + goodsCents + shippingCents, 0);
