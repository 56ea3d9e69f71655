import { createHmac } from 'node:crypto';
import type { Fact } from '../history/fact.ts';
import { publicNameOf } from './event-types.ts';

export interface Message {
  id: string;
  type: string;
  body: string;
}

/** A fact as its message; the same fact is the same message, whenever it is sent. Null: not for the outside. */
export function messageOf({
  cursor,
  type,
  orderId,
  data,
  at,
}: Pick<Fact, 'cursor' | 'type' | 'orderId' | 'data' | 'at'>): Message | null {
  const name = publicNameOf(type);
  if (!name) return null;
  const id = `evt_${cursor.split(':')[1]}`;
  const body = JSON.stringify({ type: name, timestamp: at.toISOString(), data: { cursor, orderId, ...data } });
  return { id, type: name, body };
}

/** Headers by the Standard Webhooks specification: HMAC-SHA256 over id, seconds and body. Pure. */
export function signedHeaders({ id, body }: Message, secret: string, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

/** Seconds until a message is tried again, by the tries so far: 5 s to half a day, about three days in all. */
const waits = [5, 30, 120, 600, 1_800, 3_600, 7_200, 18_000, 36_000, 43_200, 43_200, 43_200];

/** When a failed message is tried again; null: not any more. Pure. */
export const nextTry = (attempts: number, now: Date): Date | null => {
  const wait = waits[attempts - 1];
  return wait === undefined ? null : new Date(now.getTime() + wait * 1_000);
};
