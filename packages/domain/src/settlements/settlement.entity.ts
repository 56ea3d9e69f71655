import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Bucket } from './classify-row.ts';

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
    fetchedAt: p.datetime(),
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
    transactionType: p.text(),
    amountType: p.text(),
    amountDescription: p.text(),
    channelOrderId: p.text().nullable(),
    amountCents: p.integer(),
    postedAt: p.datetime().nullable(),
    orderId: p.uuid().nullable(),
  },
});

/** One row, classified; never changed. */
export class SettlementRow extends rowSchema.class {}
rowSchema.setClass(SettlementRow);

const paymentSchema = defineEntity({
  name: 'Payment',
  tableName: 'payment',
  properties: {
    id: p.uuid().primary(),
    invoiceId: p.uuid(),
    orderId: p.uuid(),
    settlementId: p.uuid(),
    amountCents: p.integer(),
    currency: p.text(),
    at: p.datetime(),
  },
  uniques: [{ properties: ['invoiceId', 'settlementId'] }],
});

/** Money of a settlement that was matched to an invoice. */
export class Payment extends paymentSchema.class {}
paymentSchema.setClass(Payment);
