import { z } from 'zod';

// What we read of Amazon's Orders API 2026-01-01; optional is whatever Amazon's model does not require.

export const instant = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), 'not a time')
  .transform((text) => new Date(text));
const text = z.string().nullish();

const money = z.object({ amount: z.string(), currencyCode: z.string() });
export type AmazonMoney = z.output<typeof money>;

const breakdown = z.object({
  type: z.string(),
  subtotal: money,
  detailedBreakdowns: z.array(z.object({ subtype: text, value: money.nullish() })).nullish(),
});
export type AmazonBreakdown = z.output<typeof breakdown>;

const timeWindow = z.object({ earliestDateTime: instant.nullish(), latestDateTime: instant.nullish() }).nullish();

const deliveryAddress = z.object({
  name: text,
  companyName: text,
  addressLine1: text,
  addressLine2: text,
  addressLine3: text,
  city: text,
  postalCode: text,
  countryCode: text,
  phone: text,
  addressType: text,
});
export type AmazonAddress = z.output<typeof deliveryAddress>;

const orderItem = z.object({
  orderItemId: z.string(),
  quantityOrdered: z.number().int(),
  product: z.object({
    asin: text,
    title: text,
    sellerSku: text,
    price: z.object({ unitPrice: money.nullish() }).nullish(),
  }),
  proceeds: z.object({ proceedsTotal: money.nullish(), breakdowns: z.array(breakdown).nullish() }).nullish(),
  cancellation: z
    .object({ cancellationRequest: z.object({ requester: text, cancelReason: text }).nullish() })
    .nullish(),
  fulfillment: z
    .object({ packing: z.object({ giftOption: z.object({ giftMessage: text }).nullish() }).nullish() })
    .nullish(),
});
export type AmazonItem = z.output<typeof orderItem>;

export const amazonOrder = z.object({
  orderId: z.string().min(1),
  createdTime: instant,
  lastUpdatedTime: instant,
  programs: z.array(z.string()).nullish(),
  associatedOrders: z.array(z.object({ orderId: text, associationType: text })).nullish(),
  salesChannel: z.object({ channelName: z.string(), marketplaceId: text }),
  buyer: z.object({ buyerName: text, buyerEmail: text, buyerCompanyName: text }).nullish(),
  recipient: z
    .object({
      deliveryAddress: deliveryAddress.nullish(),
      deliveryPreference: z.object({ addressInstruction: text }).nullish(),
    })
    .nullish(),
  proceeds: z.object({ grandTotal: money.nullish() }).nullish(),
  fulfillment: z
    .object({
      fulfillmentStatus: z.string(),
      fulfilledBy: text,
      fulfillmentServiceLevel: text,
      shipByWindow: timeWindow,
      deliverByWindow: timeWindow,
    })
    .nullish(),
  tax: z
    .object({
      taxRegistrations: z
        .array(z.object({ entityType: text, taxRegistrationType: text, taxRegistrationNumber: text }))
        .nullish(),
    })
    .nullish(),
  orderItems: z.array(orderItem),
  packages: z.array(z.object({ packageReferenceId: z.coerce.string(), trackingNumber: text, carrier: text })).nullish(),
});
export type AmazonOrder = z.output<typeof amazonOrder>;

/** A page of orders; each order is read by itself so that one bad one does not spoil its page. */
export const amazonOrderPage = z.object({
  orders: z.array(z.unknown()),
  pagination: z.object({ nextToken: text }).nullish(),
  lastUpdatedBefore: instant.nullish(),
  createdBefore: instant.nullish(),
});

export const amazonOrderAnswer = z.object({ order: z.unknown() });

export const lwaAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
