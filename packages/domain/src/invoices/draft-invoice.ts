import type { Company } from '../company/company.entity.ts';
import { sellerOf, vatSellerOf } from '../company/seller.ts';
import type { InvoiceData } from '../documents/document-data.ts';
import { documentLanguageOf, documentTexts } from '../documents/document-texts.ts';
import type { Address } from '../kernel/address.ts';
import { businessDay } from '../kernel/business-day.ts';
import type { Order, OrderLine } from '../orders/order.entity.ts';
import type { HoldReason } from '../orders/stations.ts';
import { decideVat, type VatTreatment } from '../vat/decide-vat.ts';
import { taxTerritory } from '../vat/tax-territory.ts';
import { rateOf } from '../vat/vat-rates.ts';
import { brokenRules } from './check-invoice.ts';
import type { Basis } from './invoice-basis.ts';
import { splitVat, type SoldLine } from './split-vat.ts';

/** An invoice that only lacks its number, or why a person must decide. */
export type Drafted = { data: Omit<InvoiceData, 'number'> } | { reason: HoldReason; evidence: Record<string, unknown> };

/** Up to this gross an invoice needs no recipient (§ 33 UStDV). */
const smallAmountCents = 25_000;

/** Makes the invoice of an order, everything decided and checked before a number is taken. Pure. */
export function draftInvoice(basis: Basis, company: Company, day: string): Drafted {
  const { order, channel } = basis;
  if (isCancelled(order)) return { reason: 'cancel_requested', evidence: { channelStatus: order.channelStatus } };
  if (!order.shippingAddress && order.totalCents > smallAmountCents)
    return { reason: 'incomplete_address', evidence: { addressDoubts: ['name_missing'] } };
  const buyer = order.shippingAddress ?? unnamed(order, channel.name, channel.country);
  const suppliedOn = businessDay(basis.shipment?.confirmedAt ?? order.channelUpdatedAt, company.timeZone);
  const deliversTo = taxTerritory(buyer);
  const decision = decideVat({
    seller: vatSellerOf(company),
    shipsFrom: basis.shipsFrom,
    deliversTo,
    buyerVatId: basis.buyerVatId,
    taxedByMarketplace: channel.policy.taxedByMarketplace.includes(deliversTo.country),
  });
  if ('doubt' in decision)
    return { reason: decision.doubt, evidence: { buyerVatId: basis.buyerVatId, shipsFrom: basis.shipsFrom } };
  const sold = soldLines(basis, decision.treatment, suppliedOn, company.country);
  if ('unknown' in sold) return { reason: 'vat_rate_unknown', evidence: sold.unknown };
  const data = fill(basis, company, buyer, decision.treatment, sold.lines, day, suppliedOn);
  const broken = brokenRules(data);
  return broken.length ? { reason: 'invoice_invalid', evidence: { rules: broken } } : { data };
}

/** What the channel has cancelled is not paid for: a person says whether it is invoiced all the same. */
const isCancelled = ({ channelStatus, approvedReasons }: Order): boolean =>
  (channelStatus === 'cancelled' || channelStatus === 'unfulfillable') && !approvedReasons.includes('cancel_requested');

function soldLines(
  { lines, vatOf }: Basis,
  { exempt, country }: VatTreatment,
  day: string,
  home: string,
): { lines: SoldLine[] } | { unknown: Record<string, unknown> } {
  const rated = lines.map((line) => ({ line, rate: exempt ? 0 : rateOf(vatOf(line.sku), country, day, home) }));
  const unknown = rated.filter(({ rate }) => rate === null).map(({ line }) => line.sku);
  if (unknown.length) return { unknown: { skus: unknown, country, day } };
  return { lines: rated.map(({ line, rate }) => ({ ...basketLine(line), vatPermille: rate! })) };
}

const basketLine = ({ position, sku, title, quantity, totalCents, shippingCents }: OrderLine) => ({
  position,
  sku,
  title: plain(title) || sku,
  quantity,
  grossCents: totalCents,
  shippingCents,
});

/** XML 1.0 knows no control characters, and a title is one line. */
const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]+/gu, ' ').trim();

function fill(
  { order, customerNumber, channel, buyerVatId }: Basis,
  company: Company,
  buyer: Address,
  vat: VatTreatment,
  sold: SoldLine[],
  issuedOn: string,
  suppliedOn: string,
): Omit<InvoiceData, 'number'> {
  const language = documentLanguageOf(buyer.country);
  return {
    issuedOn,
    suppliedOn,
    order: order.number,
    channelOrderId: order.channelOrderId,
    placedOn: businessDay(order.placedAt, company.timeZone),
    customerNumber,
    seller: { ...sellerOf(company), vatId: vat.sellerVatId },
    buyer: plainAddress(buyer),
    buyerVatId: buyerVatId?.value ?? null,
    currency: order.currency,
    ...splitVat(sold, documentTexts[language].shipping),
    paidBy: channel.policy.paidByChannel && order.paymentMethod === 'marketplace' ? channel.name : null,
    vat,
    language,
  };
}

const plainAddress = (address: Address): Address => ({
  ...(Object.fromEntries(
    Object.entries(address).map(([key, value]) => [key, typeof value === 'string' ? plain(value) : value]),
  ) as unknown as Address),
  country: address.country.trim().toUpperCase(),
});

/** A recipient whom the marketplace does not name. */
const unnamed = (order: Order, channelName: string, country: string): Address => ({
  name: order.buyerName ?? `Kundin/Kunde über ${channelName}`,
  street: '',
  postcode: '',
  city: '',
  country,
});
