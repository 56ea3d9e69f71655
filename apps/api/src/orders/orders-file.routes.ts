import { Channel } from '@kontor/domain/channels/channel.entity';
import { Order } from '@kontor/domain/orders/order.entity';
import { pipeline } from 'node:stream/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import express, { type Request, type Response, type Router } from 'express';
import { coerceInputValue, GraphQLError, type GraphQLInputType, type GraphQLSchema } from 'graphql';
import { mayExportOrders } from '../access.ts';
import { authenticate, isSameOrigin } from '../authenticate.ts';
import type { OrderFilter, OrderSort } from './orders.inputs.ts';
import { packOrderIds, unpackIds } from './orders.queries.ts';

const columns: [title: string, (order: Order, channel: string) => unknown][] = [
  ['order', (order) => order.number],
  ['channel', (_order, channel) => channel],
  ['channel_order', (order) => order.channelOrderId],
  ['placed_at', (order) => order.placedAt],
  ['ship_by', (order) => order.shipBy],
  ['station', (order) => order.station],
  ['customer', (order) => order.buyerName ?? order.shippingAddress?.name],
  ['country', (order) => order.shippingAddress?.country],
  ['carrier', (order) => order.carrierName],
  ['tracking_number', (order) => order.trackingNumber],
  ['overdue', (order) => order.overdue],
  ['delivery_note', (order) => order.deliveryNoteNumber],
  ['invoice', (order) => order.invoiceNumber],
  ['paid_at', (order) => order.paidAt],
  ['total', (order) => (order.totalCents / 100).toFixed(2)],
  ['currency', (order) => order.currency],
];
const rowsAtOnce = 500;

/** The filtered list as a file: GET /orders-file?filter=<OrderFilter as JSON>&sort=<OrderSort>; read and sent piece by piece. */
export function ordersFileRoutes(fork: () => EntityManager, schema: GraphQLSchema): Router {
  const router = express.Router();
  router.get('/', async (request, response) => {
    const em = fork();
    const caller = isSameOrigin(request) ? await authenticate(em, request.headers) : null;
    if (!caller) return void response.status(401).json({ error: 'sign in first' });
    let packed: Buffer;
    try {
      mayExportOrders(caller);
      ({ packed } = await packOrderIds(em, ...wishOf(request, schema)));
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      const status = error.extensions.code === 'FORBIDDEN' ? 403 : 400;
      return void response.status(status).json({ error: error.message });
    }
    await send(fork, packed, response);
  });
  return router;
}

function wishOf({ query }: Request, schema: GraphQLSchema): [OrderFilter | null, OrderSort] {
  const read = (type: string, value: unknown): unknown =>
    coerceInputValue(value, schema.getType(type) as GraphQLInputType, (_path, _value, error) => {
      throw new GraphQLError(error.message);
    });
  return [
    read('OrderFilter', parse(query.filter)) as OrderFilter | null,
    read('OrderSort', query.sort ?? 'newest') as OrderSort,
  ];
}

function parse(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : null;
  } catch {
    throw new GraphQLError('`filter` is no JSON');
  }
}

async function send(fork: () => EntityManager, packed: Buffer, response: Response): Promise<void> {
  response.set({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="orders.csv"',
    'cache-control': 'no-store',
  });
  await pipeline(piecesOf(fork, packed), response).catch((error: NodeJS.ErrnoException) => {
    // The reader has left.
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

async function* piecesOf(fork: () => EntityManager, packed: Buffer): AsyncGenerator<string> {
  const names = new Map((await fork().find(Channel, {})).map(({ id, name }) => [id, name]));
  // The mark by which spreadsheets know UTF-8.
  yield `\uFEFF${columns.map(([title]) => title).join(';')}\r\n`;
  for (let at = 0; at < packed.length; at += rowsAtOnce * 16) {
    const ids = unpackIds(packed.subarray(at, at + rowsAtOnce * 16));
    // A fork for each piece: one for all would keep every order.
    const orders = new Map((await fork().find(Order, { id: { $in: ids } })).map((order) => [order.id, order]));
    const found = ids.map((id) => orders.get(id)).filter((order) => order !== undefined);
    const rowOf = (order: Order): string =>
      columns.map(([, of]) => cell(of(order, names.get(order.channelId) ?? ''))).join(';');
    yield found.map((order) => `${rowOf(order)}\r\n`).join('');
  }
}

/** A text that a spreadsheet would compute is marked as text. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = value instanceof Date ? value.toISOString() : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[;"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
