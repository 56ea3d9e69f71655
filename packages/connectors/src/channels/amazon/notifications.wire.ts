import { z } from 'zod';
import { instant } from './amazon.wire.ts';

// What we read of an ORDER_CHANGE notification: which order, when, and whose. The order itself is read by getOrder.

const notification = z.object({
  EventTime: instant.nullish(),
  Payload: z.object({
    OrderChangeNotification: z.object({
      SellerId: z.string().nullish(),
      AmazonOrderId: z.string().min(1),
      OrderChangeTrigger: z.object({ TimeOfOrderChange: instant.nullish() }).nullish(),
      Summary: z.object({ MarketplaceId: z.string().nullish() }).nullish(),
    }),
  }),
});

/** Older notifications and forwarded ones write their names in lower camel case. */
const upper = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(upper)
    : value && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).map(([key, of]) => [key[0]!.toUpperCase() + key.slice(1), upper(of)]))
      : value;

/** A changed order; seller and marketplace are null when the notification does not say them. */
export interface OrderChange {
  channelOrderId: string;
  at: Date;
  sellerId: string | null;
  marketplaceId: string | null;
}

/** The change that a message tells of; null for anything else. */
export function orderChange(body: string): OrderChange | null {
  const parsed = notification.safeParse(parse(body));
  if (!parsed.success) return null;
  const { EventTime, Payload } = parsed.data;
  const { SellerId, AmazonOrderId, OrderChangeTrigger, Summary } = Payload.OrderChangeNotification;
  const at = OrderChangeTrigger?.TimeOfOrderChange ?? EventTime;
  if (!at) return null;
  return {
    channelOrderId: AmazonOrderId,
    at,
    sellerId: SellerId ?? null,
    marketplaceId: Summary?.MarketplaceId ?? null,
  };
}

/** A topic in front of the queue wraps the notification as text, an event bus as `detail`. */
function parse(body: string): unknown {
  try {
    const json = upper(JSON.parse(body)) as { Message?: unknown; Detail?: unknown };
    if (json.Detail) return json.Detail;
    return typeof json.Message === 'string' ? upper(JSON.parse(json.Message)) : json;
  } catch {
    return null;
  }
}
