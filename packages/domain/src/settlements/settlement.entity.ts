import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Account } from '../ledger/accounts.ts';
import type { Bucket } from './classify-row.ts';
import type { ItemKind, OpenReason } from './settlement-items.ts';

export type SettlementState = 'fetched' | 'matched' | 'refused';

const settlementSchema = defineEntity({
  name: 'Settlement',
  tableName: 'settlement',
  properties: {
    id: p.uuid().primary(),
    channelId: p.uuid(),
    /** The channel's account: a report comes once per account, whichever of its channels fetched it. */
    account: p.text(),
    reportId: p.text(),
    /** The channel's settlement id, known once the file is read. */
    settlementId: p.text().nullable(),
    sha256: p.text(),
    raw: p.blob().lazy(),
    state: p.text().$type<SettlementState>(),
    problem: p.text().nullable(),
    totalCents: p.integer().nullable(),
    currency: p.text().nullable(),
    startsAt: p.datetime().nullable(),
    endsAt: p.datetime().nullable(),
    depositAt: p.datetime().nullable(),
    fetchedAt: p.datetime(),
    /** When its payout, fees and reserves came into the ledger. */
    bookedAt: p.datetime().nullable(),
  },
  uniques: [{ properties: ['account', 'reportId'] }],
});

/** A settlement report, archived raw before it is read. */
export class Settlement extends settlementSchema.class {}
settlementSchema.setClass(Settlement);

const rowSchema = defineEntity({
  name: 'SettlementRow',
  tableName: 'settlement_row',
  properties: {
    settlementId: p.uuid().primary(),
    lineNo: p.integer().primary(),
    bucket: p.text().$type<Bucket>(),
    /** Booked on this account with the settlement; null: part of an item. */
    account: p.text().$type<Account>().nullable(),
    itemNo: p.integer().nullable(),
    transactionType: p.text(),
    amountType: p.text(),
    amountDescription: p.text(),
    channelOrderId: p.text().nullable(),
    merchantOrderId: p.text().nullable(),
    adjustmentId: p.text().nullable(),
    shipmentId: p.text().nullable(),
    marketplaceName: p.text().nullable(),
    sku: p.text().nullable(),
    quantity: p.integer().nullable(),
    amountCents: p.integer(),
    postedAt: p.datetime().nullable(),
    orderId: p.uuid().nullable(),
  },
});

/** One row, classified; never changed. */
export class SettlementRow extends rowSchema.class {}
rowSchema.setClass(SettlementRow);

const itemSchema = defineEntity({
  name: 'SettlementItem',
  tableName: 'settlement_item',
  properties: {
    settlementId: p.uuid().primary(),
    itemNo: p.integer().primary(),
    kind: p.text().$type<ItemKind>(),
    transactionType: p.text(),
    amountType: p.text().nullable(),
    amountDescription: p.text().nullable(),
    channelOrderId: p.text().nullable(),
    merchantOrderId: p.text().nullable(),
    orderId: p.uuid().nullable(),
    adjustmentId: p.text().nullable(),
    shipmentId: p.text().nullable(),
    amountCents: p.integer(),
    /** What no booking has explained yet, signed minor units. */
    openCents: p.integer(),
    hasWithheldTax: p.boolean().default(false),
    skus: p.json<string[]>(),
    postedAt: p.datetime().nullable(),
    reason: p.text().$type<OpenReason>().nullable(),
    /** A person took its match back: automation leaves it alone. */
    byHand: p.boolean().default(false),
  },
});

/** Rows that are one movement of money. */
export class SettlementItem extends itemSchema.class {}
itemSchema.setClass(SettlementItem);

const paymentSchema = defineEntity({
  name: 'Payment',
  tableName: 'payment',
  properties: {
    /** The booking that it belongs to, for what came after the ledger. */
    id: p.uuid().primary(),
    /** What it clears: one of the two. */
    invoiceId: p.uuid().nullable(),
    creditNoteId: p.uuid().nullable(),
    orderId: p.uuid(),
    settlementId: p.uuid(),
    itemNo: p.integer().nullable(),
    /** Signed: a refund clears a credit note, an undone match counts against the first one. */
    amountCents: p.integer(),
    currency: p.text(),
    rule: p.text().nullable(),
    at: p.datetime(),
  },
});

/** Money of a settlement that was matched to an invoice or a credit note. */
export class Payment extends paymentSchema.class {}
paymentSchema.setClass(Payment);

const ruleSchema = defineEntity({
  name: 'SettlementRule',
  tableName: 'settlement_rule',
  properties: {
    id: p.uuid().primary(),
    transactionType: p.text(),
    amountType: p.text(),
    amountDescription: p.text(),
    account: p.text().$type<Account>(),
    active: p.boolean().default(true),
    createdBy: p.text(),
    createdAt: p.datetime(),
  },
});

/** What a clerk decided about a kind of row, for all that come after it. */
export class SettlementRule extends ruleSchema.class {}
ruleSchema.setClass(SettlementRule);
