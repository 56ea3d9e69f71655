import { setTimeout as pause } from 'node:timers/promises';
import { amazonChannel } from '@kontor/connectors/channels/amazon/amazon.channel';
import { amazonConnection } from '@kontor/connectors/channels/amazon/amazon-connection';
import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import type { SalesChannel, Submission } from '@kontor/domain/channels/sales-channel.port';
import { openTestWorld, type TestWorld } from '../apps/sandbox/src/testing.ts';

const day = 86_400_000;

/** Everything that the product's Amazon channel can do, done once against a sandbox that records it. */
export async function runChannel(recording: string): Promise<void> {
  const world = await openTestWorld({ SANDBOX_RECORD: recording });
  try {
    const { channels } = (await (await fetch(`${world.url}/setup.json`)).json()) as {
      channels: { connection: object }[];
    };
    const channel = amazonChannel({ connection: amazonConnection.parse(channels[0]!.connection) });
    await readOrders(world, channel);
    await shipAndPay(world, channel);
    await askForLists(channel);
  } finally {
    await world.close();
  }
}

const kinds = ['plain', 'business', 'fba', 'pending', 'promotion', 'multi', 'remark', 'cancelRequest', 'lateData'];

const place = async (world: TestWorld, o: object): Promise<string> =>
  (await world.post<{ orderIds: string[] }>('/orders', o)).orderIds[0]!;

async function readOrders(world: TestWorld, channel: SalesChannel): Promise<void> {
  for (const kind of kinds) await place(world, { kind });
  await place(world, { deliveredDaysAgo: 10, count: 120 });
  await until(async () => (await channel.fetchOrders(new Date(Date.now() - day), null)).orders.length >= 100);
  const first = await channel.fetchOrders(new Date(Date.now() - day), null);
  if (first.next) await channel.fetchOrders(new Date(Date.now() - day), first.next);
  await channel.fetchPlacedOrders({ from: new Date(Date.now() - 30 * day), to: new Date() }, null);
  const signals = await channel.receiveChanges();
  await channel.forgetChanges(signals ?? []);
}

async function shipAndPay(world: TestWorld, channel: SalesChannel): Promise<void> {
  const [shipped, cancelled] = [await place(world, { deliveredDaysAgo: 10 }), await place(world, {})];
  const order = await read(channel, shipped);
  await channel.confirmShipment({
    channelOrderId: shipped,
    marketplace: order.marketplace,
    packageReference: '1',
    parcelService: 'DHL',
    serviceLevel: 'standard',
    trackingNumber: '00340434000000000017',
    shippedAt: new Date(),
    lines: order.lines.map(({ channelLineId, quantity }) => ({ channelLineId, quantity })),
  });
  await hand(channel, invoiceOf(order));
  await hand(channel, refundOf(order));
  await hand(channel, cancelOf(await read(channel, cancelled)));
  await channel.listSubmissions('invoice', new Date(Date.now() - day));
  await channel.askForReview({ channelOrderId: shipped, marketplace: order.marketplace });
  await world.post('/settlements/close');
  for (const settlement of await channel.listSettlements(null)) await channel.fetchSettlement(settlement);
  await channel.fetchMovements(new Date(Date.now() - day), null);
}

async function read(channel: SalesChannel, id: string): Promise<IncomingOrder> {
  const order = await channel.fetchOrder(id);
  if (!order) throw new Error(`the sandbox does not know order ${id}`);
  return order;
}

const about = ({ channelOrderId, marketplace }: IncomingOrder) => ({ channelOrderId, marketplace });

const invoiceOf = (order: IncomingOrder): Submission => ({
  kind: 'invoice',
  ...about(order),
  number: 'RE-2026-100001',
  document: 'invoice',
  grossCents: 1_999,
  vatCents: 319,
  currency: 'EUR',
  pdf: new TextEncoder().encode('%PDF-1.7'),
});

const refundOf = (order: IncomingOrder): Submission => ({
  kind: 'refund',
  ...about(order),
  reference: 'A-100001/1',
  currency: 'EUR',
  reason: 'goodwill',
  lines: [{ channelLineId: order.lines[0]!.channelLineId, goodsCents: 100, shippingCents: 0 }],
});

const cancelOf = (order: IncomingOrder): Submission => ({
  kind: 'cancel',
  ...about(order),
  reason: 'no_stock',
  lines: order.lines.map(({ channelLineId }) => ({ channelLineId })),
});

/** Hands something in and reads what came of it, whatever that is. */
async function hand(channel: SalesChannel, submission: Submission): Promise<void> {
  const receipt = await channel.submit(submission);
  await until(async () => (await channel.readVerdict(submission.kind, receipt)).state !== 'waiting');
}

async function askForLists(channel: SalesChannel): Promise<void> {
  const list = await channel.requestOrderList({ from: new Date(Date.now() - 30 * day), to: new Date() });
  await until(async () => (await channel.readOrderList(list)).state !== 'waiting');
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('the sandbox takes too long');
    await pause(500);
  }
}
