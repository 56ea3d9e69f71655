import { checkEInvoice } from '@kontor/connectors/formats/e-invoice/check-e-invoice';
import { storeDocuments } from '@kontor/domain/documents/store-document';
import { creditInvoice } from '@kontor/domain/invoices/credit-invoices';
import { uploadInvoices } from '@kontor/domain/invoices/upload-invoices';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { transact } from '@kontor/domain/kernel/transact';
import { cancelOrder } from '@kontor/domain/orders/cancel-order';
import { refundOrder, type RefundOrder } from '@kontor/domain/orders/refund-order';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { actsOf } from './acts.testing.ts';
import { fakeChannel, type FakeChannel } from './fake-channel.testing.ts';
import { aRoutedOrder, aShippedOrder, type StoredOrder } from './shipped-order.testing.ts';

let world: TestWorld;
let channel: FakeChannel;
let acts: ReturnType<typeof actsOf>;
beforeAll(async () => {
  world = await openTestWorld();
  acts = actsOf(world, () => channel);
});
afterAll(() => world.close());
beforeEach(() => {
  channel = fakeChannel();
  world.clock.now = new Date('2026-11-20T09:00:00Z');
});

// field.md 18
test('a cancellation by staff reaches the channel once, and what the channel says to it is noted', async () => {
  const order = await aRoutedOrder(world, { cancelRequest: { by: 'BUYER', reason: 'mistake' } });
  await cancelOrder(world.ctx('staff:anna'), { orderId: order.id });
  await acts.perform(order, 'channel_cancel');
  await acts.perform(order, 'channel_cancel', 15);
  expect(channel.handedIn).toMatchObject([
    {
      kind: 'cancel',
      reason: 'buyer_cancelled',
      lines: order.incoming.lines.map(({ channelLineId }) => ({ channelLineId })),
    },
  ]);
  expect(await acts.statesOf(order, 'channel_cancel')).toEqual(['sent']);
  channel.verdict = { state: 'accepted' };
  await acts.perform(order, 'channel_cancel', 15);
  expect(await acts.facts(order, 'CancelAccepted')).toHaveLength(1);
});

test('a cancellation that the channel refuses is a ticket with its words', async () => {
  const order = await aRoutedOrder(world);
  await cancelOrder(world.ctx('staff:anna'), { orderId: order.id, reason: 'no_stock' });
  await acts.perform(order, 'channel_cancel');
  channel.verdict = { state: 'rejected', problem: '25013 order is shipped' };
  await acts.perform(order, 'channel_cancel', 15);
  expect(await acts.openTickets(order)).toMatchObject([
    { reason: 'effect_failed', evidence: { error: '25013 order is shipped' } },
  ]);
  expect(channel.handedIn).toHaveLength(1);
});

async function refund(order: StoredOrder, goodsCents: number, shippingCents: number) {
  const lines = await world.rows<{ id: string }>('select id from order_line where order_id = ? order by position', [
    order.id,
  ]);
  const input: RefundOrder = {
    orderId: order.id,
    reason: 'customer_return',
    lines: [{ lineId: lines[1]!.id, goodsCents, shippingCents }],
  };
  return refundOrder(world.ctx('staff:anna'), input);
}

// field.md 19
test('refunds, in part, of shipping alone and in full, are handed in once each; they count when the channel accepts them', async () => {
  const order = await aShippedOrder(world, ['T-3']);
  await refund(order, 500, 0);
  await refund(order, 0, 489);
  await refund(order, 999, 0);
  await acts.perform(order, 'channel_refund');
  expect(await acts.orderRow(order)).toMatchObject({ refunded_cents: 0 });
  channel.verdict = { state: 'accepted' };
  await acts.perform(order, 'channel_refund', 15);
  expect(await acts.orderRow(order)).toMatchObject({ refunded_cents: 1_988 });
  expect(channel.handedIn).toMatchObject([
    { reference: `${order.number}-R1`, lines: [{ goodsCents: 500, shippingCents: 0 }] },
    { reference: `${order.number}-R2`, lines: [{ goodsCents: 0, shippingCents: 489 }] },
    { reference: `${order.number}-R3`, lines: [{ goodsCents: 999, shippingCents: 0 }] },
  ]);
  await expect(refund(order, 1, 0)).rejects.toMatchObject({ code: 'refund_too_high' });
  await expect(refund(order, 0, 0)).rejects.toMatchObject({ code: 'refund_empty' });
  await expect(refund(await aRoutedOrder(world), 1, 0)).rejects.toMatchObject({ code: 'order_not_shipped' });
});

test('a refund whose answer was lost is found in the channel’s own list and never handed in twice', async () => {
  const order = await aShippedOrder(world, ['T-4']);
  await refund(order, 100, 0);
  channel.failing.set('submit', new ConnectorError('no answer', { retryable: true, arrived: 'unknown' }));
  await acts.perform(order, 'channel_refund');
  expect(await acts.statesOf(order, 'channel_refund')).toEqual(['in_doubt']);
  await acts.perform(order, 'channel_refund', 31);
  expect(await acts.statesOf(order, 'channel_refund')).toEqual(['sent']);
  channel.verdict = { state: 'accepted' };
  await acts.perform(order, 'channel_refund', 15);
  expect(await acts.statesOf(order, 'channel_refund')).toEqual(['done']);
  expect(channel.handedIn).toHaveLength(1);
});

test('one that the channel’s list does not hold is handed in again', async () => {
  const order = await aShippedOrder(world, ['T-5']);
  await refund(order, 100, 0);
  channel.failing.set('submit', new ConnectorError('no answer', { retryable: true, arrived: 'unknown' }));
  await acts.perform(order, 'channel_refund');
  channel.submissions.length = 0;
  await acts.perform(order, 'channel_refund', 31);
  expect(channel.handedIn).toHaveLength(2);
});

// channels.md § 10, pitfall 13; F31
test('an invoice that Amazon refuses becomes a ticket with its words; one whose PDF is missing never leaves', async () => {
  const order = await aShippedOrder(world, ['T-6']);
  const [{ number }] = (await world.rows<{ number: string }>('select number from invoice where order_id = ?', [
    order.id,
  ])) as [{ number: string }];
  const bytes = new TextEncoder().encode('%PDF-1.7');
  await storeDocuments(world.ctx(), [
    { kind: 'invoice', number, orderId: order.id, mediaType: 'application/pdf', bytes },
  ]);
  await uploadInvoices(world.ctx(), [{ orderId: order.id, number }]);
  await uploadInvoices(world.ctx(), [{ orderId: order.id, number }]);
  await acts.perform(order, 'invoice_upload');
  expect(channel.handedIn).toMatchObject([{ kind: 'invoice', number, document: 'invoice' }]);
  channel.verdict = { state: 'rejected', problem: '79513 Amazon will generate the invoice' };
  await acts.perform(order, 'invoice_upload', 15);
  expect(await acts.openTickets(order)).toMatchObject([
    { evidence: { error: '79513 Amazon will generate the invoice' } },
  ]);
  const unprinted = await aShippedOrder(world, ['T-7']);
  await uploadInvoices(world.ctx(), [{ orderId: unprinted.id, number: 'RE-0' }]);
  await acts.perform(unprinted, 'invoice_upload');
  expect([await acts.statesOf(unprinted, 'invoice_upload'), channel.handedIn.length]).toEqual([['failed'], 1]);
});

test('the credit note of an uploaded invoice is uploaded as one when it is printed, and its verdict is watched', async () => {
  const order = await aShippedOrder(world, ['T-11']);
  await world.settle();
  const [invoice] = await world.rows<{ id: string }>('select id from invoice where order_id = ?', [order.id]);
  const request = { wish: { kind: 'amount', grossCents: 100 }, reason: 'goodwill' } as const;
  const { number } = await creditInvoice(world.ctx(), { invoiceId: invoice!.id, ...request }, checkEInvoice);
  const bytes = new TextEncoder().encode('%PDF-1.7 credit');
  await storeDocuments(world.ctx(), [
    { kind: 'credit_note', number, orderId: order.id, mediaType: 'application/pdf', bytes },
  ]);
  await transact(world.ctx(), async (tx) => tx.record({ type: 'CreditNotePrinted', orderId: order.id, number }));
  await world.settle();
  await acts.perform(order, 'invoice_upload');
  expect(channel.handedIn).toMatchObject([{ kind: 'invoice', number, document: 'credit_note', grossCents: 100 }]);
  channel.verdict = { state: 'accepted' };
  await acts.perform(order, 'invoice_upload', 15);
  expect(await acts.statesOf(order, 'invoice_upload')).toEqual(['done']);
  expect(await acts.facts(order, 'InvoiceUploaded')).toMatchObject([{ invoice: number }]);
});
