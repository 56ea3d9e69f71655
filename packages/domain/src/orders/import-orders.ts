import { Channel } from '../channels/channel.entity.ts';
import type { IncomingOrder, UnreadableOrder } from '../channels/incoming-order.ts';
import { by, grouped, sqlArray } from '../kernel/batch.ts';
import { newId } from '../kernel/id.ts';
import { takeSequence } from '../kernel/take-numbers.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { openTickets } from '../tickets/open-tickets.ts';
import { firstStation, startsReady } from './apply-change.ts';
import { dataRetryOf } from './await-data.ts';
import { changeOrders } from './change-orders.ts';
import { addLines, fromReport } from './from-report.ts';
import { lockOrders } from './lock-orders.ts';
import { Order } from './order.entity.ts';
import type { MarketplaceShipped, OrderImported, OrderReady } from './order.events.ts';

/** What a page brings. */
export interface ImportPage {
  channelId: string;
  orders: IncomingOrder[];
  unreadable: UnreadableOrder[];
  /** Written with the last page only. */
  cursor: Date | null;
  /** Done in the same transaction: a position that moves with its page. */
  alongside?: ((tx: Transaction, stored: Stored) => Promise<void>) | undefined;
}

export interface Stored {
  imported: number;
  changed: number;
}

/**
 * Stores a page of a channel's orders (F2–F4): each exactly once, changes applied, the cursor moved in the same
 * transaction. An order that cannot be stored is set aside with a ticket and never stops its page.
 */
export async function importOrders(ctx: Context, page: ImportPage): Promise<Stored> {
  try {
    return await transact(ctx, (tx) => store(tx, page));
  } catch (error) {
    if (!isFaultOfData(error)) throw error;
    return importOneByOne(ctx, page);
  }
}

async function importOneByOne(ctx: Context, page: ImportPage): Promise<Stored> {
  const sum: Stored = { imported: 0, changed: 0 };
  const unreadable = [...page.unreadable];
  for (const order of page.orders) {
    try {
      const one = await transact(fresh(ctx), (tx) =>
        store(tx, { channelId: page.channelId, orders: [order], unreadable: [], cursor: null }),
      );
      sum.imported += one.imported;
      sum.changed += one.changed;
    } catch (error) {
      if (!isFaultOfData(error)) throw error;
      unreadable.push(setAside(order, error));
    }
  }
  await transact(fresh(ctx), async (tx) => {
    await store(tx, { ...page, orders: [], unreadable, alongside: undefined });
    await page.alongside?.(tx, sum);
  });
  return sum;
}

/** PostgreSQL's classes 22 and 23, and 08P01 for a zero byte: these values cannot be stored. Any other fault is ours and stops the import, cursor unmoved. */
const isFaultOfData = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(2[23]|08P01)/.test(String(error.code));

const fresh = (ctx: Context): Context => ({ ...ctx, em: ctx.em.fork() as Context['em'] });

/** What the database would not take even alone: kept as text that it does take. */
function setAside(order: IncomingOrder, error: unknown): UnreadableOrder {
  const { channelOrderId, channelUpdatedAt } = order;
  const problem = error instanceof Error ? error.message : String(error);
  const raw = { text: (JSON.stringify(order.raw) ?? '').replaceAll('\\u0000', '\\\\u0000') };
  return {
    channelOrderId: channelOrderId.replaceAll('\u0000', ''),
    channelUpdatedAt,
    problem: problem.slice(0, 300),
    raw,
  };
}

async function store(tx: Transaction, page: ImportPage): Promise<Stored> {
  // Imports of one channel follow each other, so that each order is seen once as new.
  await tx.em.execute('select pg_advisory_xact_lock(hashtext(?))', [`import:${page.channelId}`]);
  const channel = await tx.em.findOneOrFail(Channel, page.channelId);
  const incoming = newestOf(page.orders);
  const known = by(await lockOrders(tx, await idsOf(tx, channel.id, incoming)), (order) => order.channelOrderId);
  const isNew = (order: IncomingOrder): boolean => !known.has(order.channelOrderId);
  const created = incoming.filter(isNew);
  await createOrders(tx, channel, created);
  const changed = await changeOrders(
    tx,
    channel,
    incoming
      .filter((order) => !isNew(order))
      .map((order) => ({ order: known.get(order.channelOrderId)!, incoming: order })),
  );
  await keepPayloads(tx, channel.id, [...created, ...changed], page.unreadable);
  await reportUnreadable(tx, channel, page.unreadable);
  if (page.cursor && (!channel.cursor || page.cursor > channel.cursor)) channel.cursor = page.cursor;
  const stored = { imported: created.length, changed: changed.length };
  await page.alongside?.(tx, stored);
  return stored;
}

async function idsOf(tx: Transaction, channelId: string, incoming: IncomingOrder[]): Promise<string[]> {
  const rows = (await tx.em.execute('select id from sales_order where channel_id = ? and channel_order_id = any(?)', [
    channelId,
    sqlArray(incoming.map((order) => order.channelOrderId)),
  ])) as { id: string }[];
  return rows.map((row) => row.id);
}

/** A page may name an order twice; the newest report counts. */
function newestOf(orders: IncomingOrder[]): IncomingOrder[] {
  const reports = grouped(orders, (order) => order.channelOrderId);
  return [...new Set(orders.map((order) => order.channelOrderId))].map((id) =>
    reports(id).reduce((newest, report) => (report.channelUpdatedAt >= newest.channelUpdatedAt ? report : newest)),
  );
}

async function createOrders(tx: Transaction, channel: Channel, incoming: IncomingOrder[]): Promise<void> {
  const numbers = await takeSequence(tx.em, 'order_number', incoming.length);
  for (const [index, report] of incoming.entries()) {
    const order = tx.em.create(Order, {
      ...fromReport(report),
      id: newId(),
      number: `A-${numbers[index]}`,
      channelId: channel.id,
      station: firstStation(report, channel.policy),
      holdReasons: [],
      approvedReasons: [],
      cancelRequestedAt: report.cancelRequest ? tx.now() : null,
      dataRetryAt: dataRetryOf(report, 0, tx.now()),
      shippingAddress: report.shippingAddress,
      createdAt: tx.now(),
      updatedAt: tx.now(),
    });
    addLines(tx, order.id, report);
    tx.record({
      type: 'OrderImported',
      orderId: order.id,
      channelOrderId: report.channelOrderId,
      replaces: report.replaces,
    } satisfies OrderImported);
    if (order.station === 'shipped')
      tx.record({ type: 'MarketplaceShipped', orderId: order.id } satisfies MarketplaceShipped);
    if (order.station === 'received' && startsReady(report))
      tx.record({ type: 'OrderReady', orderId: order.id } satisfies OrderReady);
  }
}

async function keepPayloads(
  tx: Transaction,
  channelId: string,
  orders: IncomingOrder[],
  unreadable: UnreadableOrder[],
): Promise<void> {
  const rows = [...orders.map((order) => ({ ...order, problem: null })), ...unreadable].map((order) => ({
    id: order.channelOrderId,
    payload: order.raw,
    problem: order.problem,
  }));
  await tx.em.execute(
    `insert into order_payload (channel_id, channel_order_id, payload, problem, received_at)
     select ?, id, payload, problem, ? from jsonb_to_recordset(?::jsonb) as p (id text, payload jsonb, problem text)
     on conflict (channel_id, channel_order_id) do update
       set payload = excluded.payload, problem = excluded.problem, received_at = excluded.received_at`,
    [channelId, tx.now(), JSON.stringify(rows)],
  );
}

async function reportUnreadable(tx: Transaction, channel: Channel, unreadable: UnreadableOrder[]): Promise<void> {
  await openTickets(
    tx,
    unreadable.map(({ channelOrderId, problem }) => ({
      kind: 'import' as const,
      reason: 'unreadable_order',
      cause: `import:${channel.id}:${channelOrderId}`,
      evidence: { channel: channel.code, channelOrderId, problem },
    })),
  );
}
