import { expect } from 'vitest';
import type { Stack } from './stack.ts';

export interface KnownOrder {
  id: string;
  number: string;
  station: string;
  total_cents: number;
}

/** A buyer of the sandbox orders; the channel's order id. */
export async function placeOrder(stack: Stack, kind = 'plain'): Promise<string> {
  return (await stack.ask<{ orderIds: [string] }>('/orders', { kind, count: 1 })).orderIds[0];
}

export async function findOrder(stack: Stack, channelOrderId: string): Promise<KnownOrder | undefined> {
  const sql = 'select id, number, station, total_cents from sales_order where channel_order_id = $1';
  return (await stack.rows<KnownOrder>(sql, [channelOrderId]))[0];
}

/** Waits until the order stands at one of the stations. */
export async function arrivesAt(stack: Stack, channelOrderId: string, ...stations: string[]): Promise<KnownOrder> {
  const arrived = async () => stations.includes((await findOrder(stack, channelOrderId))?.station ?? '');
  await expect.poll(arrived, { timeout: 120_000 }).toBe(true);
  return (await findOrder(stack, channelOrderId))!;
}

/** Waits until each of the orders stands at one of the stations. */
export async function allArriveAt(stack: Stack, channelOrderIds: string[], ...stations: string[]): Promise<void> {
  for (const id of channelOrderIds) await arrivesAt(stack, id, ...stations);
}
