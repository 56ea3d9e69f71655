import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { IncomingOrder, UnreadableOrder } from '@kontor/domain/channels/incoming-order';
import { toIncomingOrder } from './amazon.mapping.ts';
import { amazonOrder } from './amazon.wire.ts';

/** Reads one order of a page; what cannot be read comes back with whatever id can be found. */
export function readOrder(raw: unknown): { order: IncomingOrder } | { unreadable: UnreadableOrder } {
  const parsed = amazonOrder.safeParse(raw);
  if (!parsed.success) return { unreadable: unreadable(raw, problemOf(parsed.error)) };
  try {
    return { order: toIncomingOrder(parsed.data, raw) };
  } catch (error) {
    return { unreadable: unreadable(raw, error instanceof Error ? error.message : 'unreadable') };
  }
}

/** Where it failed, without the values: they may be personal. */
function problemOf(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'order'}: ${issue.code}`).join('; ');
}

function unreadable(raw: unknown, problem: string): UnreadableOrder {
  const text = JSON.stringify(raw) ?? 'null';
  const { orderId, lastUpdatedTime } = (raw ?? {}) as Record<string, unknown>;
  const found = typeof orderId === 'string' && orderId ? orderId : /\b\d{3}-\d{7}-\d{7}\b/.exec(text)?.[0];
  const updatedAt = typeof lastUpdatedTime === 'string' ? new Date(lastUpdatedTime) : null;
  return {
    channelOrderId: found ?? `unreadable-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`,
    channelUpdatedAt: updatedAt && !Number.isNaN(updatedAt.getTime()) ? updatedAt : null,
    problem,
    raw,
  };
}
