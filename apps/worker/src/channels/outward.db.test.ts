import { checkEInvoice } from '@kontor/connectors/formats/e-invoice/check-e-invoice';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { transact } from '@kontor/domain/kernel/transact';
import { cancelOrder } from '@kontor/domain/orders/cancel-order';
import { refundOrder, type RefundOrder } from '@kontor/domain/orders/refund-order';
import { requestReviews } from '@kontor/domain/reviews/request-reviews';
import { storeDocuments } from '@kontor/domain/documents/store-document';
import { creditInvoice } from '@kontor/domain/invoices/credit-invoices';
import { uploadInvoices } from '@kontor/domain/invoices/upload-invoices';
import { watchShipBy } from '@kontor/domain/shipments/watch-ship-by';
import type { EffectKind } from '@kontor/domain/effects/effect.entity';
import { performEffects as lanes } from '@kontor/domain/effects/effects.jobs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { worldJobs } from '../world-jobs.ts';
import { fakeChannel, runWith, type FakeChannel } from './fake-channel.testing.ts';
import { aRoutedOrder, aShippedOrder, type StoredOrder } from './shipped-order.testing.ts';

let world: TestWorld;
let channel: FakeChannel;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  channel = fakeChannel();
  world.clock.now = new Date('2026-11-20T09:00:00Z');
});

interface EffectRow {
  id: string;
  key: string;
  state: string;
  last_error: string | null;
  intent: Record<string, unknown>;
}
const effectsOf = ({ id }: StoredOrder, kind: EffectKind) =>
  world.rows<EffectRow>(
    'select id, key, state, last_error, intent from effect where order_id = ? and kind = ? order by key',
    [id, kind],
  );
const statesOf = async (order: StoredOrder, kind: EffectKind) =>
  (await effectsOf(order, kind)).map(({ state }) => state);
/** Runs the lane of a kind for an order, some time later. */
async function perform(order: StoredOrder, kind: EffectKind, laterSeconds = 0): Promise<void> {
  world.clock.now = new Date(world.clock.now.getTime() + laterSeconds * 1_000);
  const { run } = runWith(world, channel);
  const job = worldJobs.find(({ definition }) => definition === lanes[kind])!;
  for (const { id } of await effectsOf(order, kind)) await run(job, { effectId: id });
}
const openTickets = (order: StoredOrder) =>
  world.rows<{ reason: string; evidence: { error?: string } }>(
    `select reason, evidence from ticket where order_id = ? and status = 'open'`,
    [order.id],
  );
const orderRow = async ({ id }: StoredOrder) =>
  (
    await world.rows<{ station: string; channel_informed: string; refunded_cents: number; rev: number }>(
      'select station, channel_informed, refunded_cents, rev from sales_order where id = ?',
      [id],
    )
  )[0]!;
const facts = async ({ id }: StoredOrder, type: string) =>
  (await world.rows<{ data: object }>('select data from history where order_id = ? and type = ?', [id, type])).map(
    ({ data }) => data,
  );
const shows = (order: StoredOrder, ...trackings: string[]): void =>
  void channel.orders.set(order.incoming.channelOrderId, {
    ...order.incoming,
    channelUpdatedAt: new Date(order.incoming.channelUpdatedAt.getTime() + 3_600_000),
    status: trackings.length ? 'shipped' : 'unshipped',
    packages: trackings.map((trackingNumber, index) => ({
      reference: String(index + 1),
      trackingNumber,
      carrier: 'DHL',
    })),
  });

// channels.md § 10, pitfall 3; field.md 23
test('a confirmation that the channel takes and silently drops is read back, told again, and at last a ticket', async () => {
  const order = await aShippedOrder(world, ['00340434161094021501']);
  shows(order);
  await perform(order, 'channel_shipment');
  expect(await statesOf(order, 'channel_shipment')).toEqual(['sent']);
  await perform(order, 'channel_shipment', 60);
  expect(channel.asked).toEqual([
    'confirmShipment 1 00340434161094021501',
    `fetchOrder ${order.incoming.channelOrderId}`,
    'confirmShipment 1 00340434161094021501',
  ]);
  for (let look = 0; look < 8; look += 1) await perform(order, 'channel_shipment', 600);
  expect(await statesOf(order, 'channel_shipment')).toEqual(['failed']);
  expect(await openTickets(order)).toMatchObject([{ reason: 'effect_failed' }]);
});

// channels.md § 10, pitfall 2
test('what the channel shows is proved, however it writes the tracking number, and the reading brings its other news', async () => {
  const order = await aShippedOrder(world, ['JD014600006281230704']);
  await perform(order, 'channel_shipment');
  shows(order, 'jd01 4600 0062 8123 0704');
  await perform(order, 'channel_shipment', 60);
  expect(await statesOf(order, 'channel_shipment')).toEqual(['done']);
  expect(await orderRow(order)).toMatchObject({ channel_informed: 'done' });
  expect(await facts(order, 'OrderChanged')).toMatchObject([{ changes: ['status'] }]);
  expect(await facts(order, 'ChannelInformed')).toHaveLength(1);
});

// field.md 25
test('an order in several parcels is told parcel by parcel, every unit once, and counts as told with the last of them', async () => {
  const order = await aShippedOrder(world, ['T-1', 'T-2']);
  const reports = await effectsOf(order, 'channel_shipment');
  const [first, second] = order.incoming.lines.map(({ channelLineId }) => channelLineId);
  expect(reports.map(({ intent }) => [intent.packageReference, intent.trackingNumber, intent.lines])).toEqual([
    ['1', 'T-1', [{ channelLineId: first, quantity: 2 }]],
    ['2', 'T-2', [{ channelLineId: second, quantity: 1 }]],
  ]);
  await perform(order, 'channel_shipment');
  shows(order, 'T-1');
  await perform(order, 'channel_shipment', 60);
  expect(await orderRow(order)).toMatchObject({ channel_informed: 'pending' });
  shows(order, 'T-1', 'T-2');
  await perform(order, 'channel_shipment', 60);
  expect(await orderRow(order)).toMatchObject({ channel_informed: 'done' });
});

// field.md 18
test('a cancellation by staff reaches the channel once, and what the channel says to it is noted', async () => {
  const order = await aRoutedOrder(world, { cancelRequest: { by: 'BUYER', reason: 'mistake' } });
  await cancelOrder(world.ctx('staff:anna'), { orderId: order.id });
  await perform(order, 'channel_cancel');
  await perform(order, 'channel_cancel', 15);
  expect(channel.handedIn).toMatchObject([
    {
      kind: 'cancel',
      reason: 'buyer_cancelled',
      lines: order.incoming.lines.map(({ channelLineId }) => ({ channelLineId })),
    },
  ]);
  expect(await statesOf(order, 'channel_cancel')).toEqual(['sent']);
  channel.verdict = { state: 'accepted' };
  await perform(order, 'channel_cancel', 15);
  expect(await facts(order, 'CancelAccepted')).toHaveLength(1);
});

test('a cancellation that the channel refuses is a ticket with its words', async () => {
  const order = await aRoutedOrder(world);
  await cancelOrder(world.ctx('staff:anna'), { orderId: order.id, reason: 'no_stock' });
  await perform(order, 'channel_cancel');
  channel.verdict = { state: 'rejected', problem: '25013 order is shipped' };
  await perform(order, 'channel_cancel', 15);
  expect(await openTickets(order)).toMatchObject([
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
  await perform(order, 'channel_refund');
  expect(await orderRow(order)).toMatchObject({ refunded_cents: 0 });
  channel.verdict = { state: 'accepted' };
  await perform(order, 'channel_refund', 15);
  expect(await orderRow(order)).toMatchObject({ refunded_cents: 1_988 });
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
  await perform(order, 'channel_refund');
  expect(await statesOf(order, 'channel_refund')).toEqual(['in_doubt']);
  await perform(order, 'channel_refund', 31);
  expect(await statesOf(order, 'channel_refund')).toEqual(['sent']);
  channel.verdict = { state: 'accepted' };
  await perform(order, 'channel_refund', 15);
  expect(await statesOf(order, 'channel_refund')).toEqual(['done']);
  expect(channel.handedIn).toHaveLength(1);
});

test('one that the channel’s list does not hold is handed in again', async () => {
  const order = await aShippedOrder(world, ['T-5']);
  await refund(order, 100, 0);
  channel.failing.set('submit', new ConnectorError('no answer', { retryable: true, arrived: 'unknown' }));
  await perform(order, 'channel_refund');
  channel.submissions.length = 0;
  await perform(order, 'channel_refund', 31);
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
  await perform(order, 'invoice_upload');
  expect(channel.handedIn).toMatchObject([{ kind: 'invoice', number, document: 'invoice' }]);
  channel.verdict = { state: 'rejected', problem: '79513 Amazon will generate the invoice' };
  await perform(order, 'invoice_upload', 15);
  expect(await openTickets(order)).toMatchObject([{ evidence: { error: '79513 Amazon will generate the invoice' } }]);
  const unprinted = await aShippedOrder(world, ['T-7']);
  await uploadInvoices(world.ctx(), [{ orderId: unprinted.id, number: 'RE-0' }]);
  await perform(unprinted, 'invoice_upload');
  expect([await statesOf(unprinted, 'invoice_upload'), channel.handedIn.length]).toEqual([['failed'], 1]);
});

// F31, F32
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
  await perform(order, 'invoice_upload');
  expect(channel.handedIn).toMatchObject([{ kind: 'invoice', number, document: 'credit_note', grossCents: 100 }]);
  channel.verdict = { state: 'accepted' };
  await perform(order, 'invoice_upload', 15);
  expect(await statesOf(order, 'invoice_upload')).toEqual(['done']);
  expect(await facts(order, 'InvoiceUploaded')).toMatchObject([{ invoice: number }]);
});

// F28
test('an order that is still here when its ship-by deadline comes near is one ticket; it closes when the parcel leaves', async () => {
  const order = await aRoutedOrder(world, { shipBy: new Date('2026-11-20T18:00:00Z') });
  await watchShipBy(world.ctx());
  expect(await openTickets(order)).toEqual([]);
  world.clock.now = new Date('2026-11-20T12:30:00Z');
  await watchShipBy(world.ctx());
  await watchShipBy(world.ctx());
  expect(await openTickets(order)).toMatchObject([{ reason: 'ship_by_near' }]);
  await cancelOrder(world.ctx('staff:anna'), { orderId: order.id });
  expect(await openTickets(order)).toEqual([]);
});

// F37
test('a buyer is asked for a review once, in the window, and not while something is open', async () => {
  const delivered = { deliverFrom: new Date('2026-11-24T07:00:00Z'), deliverBy: new Date('2026-11-27T22:00:00Z') };
  const [plain, open, refunded] = [
    await aShippedOrder(world, ['T-8'], delivered),
    await aShippedOrder(world, ['T-9'], delivered),
    await aShippedOrder(world, ['T-10'], delivered),
  ];
  await world.rows('update sales_order set refunded_cents = 100 where id = ?', [refunded.id]);
  await world.rows(
    `insert into ticket (id, number, kind, reason, cause, status, evidence, order_id, created_at, rev)
     values (gen_random_uuid(), 'T-0', 'inbound', 'complaint', 'c', 'open', '{}', ?, now(), 1)`,
    [open.id],
  );
  await requestReviews(world.ctx());
  expect(await effectsOf(plain, 'review_request')).toEqual([]);
  world.clock.now = new Date('2026-11-29T08:00:00Z');
  await requestReviews(world.ctx());
  await requestReviews(world.ctx());
  await perform(plain, 'review_request');
  expect(channel.asked).toEqual([`askForReview ${plain.incoming.channelOrderId}`]);
  expect(await facts(plain, 'ReviewRequested')).toMatchObject([{ asked: true }]);
  expect([...(await effectsOf(open, 'review_request')), ...(await effectsOf(refunded, 'review_request'))]).toEqual([]);
  await world.rows(`update ticket set status = 'closed' where number = 'T-0'`);
  await requestReviews(world.ctx());
  expect(await effectsOf(open, 'review_request')).toHaveLength(1);
});
