import { z } from 'zod';
import { instant } from './amazon.wire.ts';

// What we read of Amazon's Finances API 2024-06-19; amounts are JSON numbers, unlike everywhere else.

const text = z.string().nullish();

const movement = z.object({
  transactionId: text,
  transactionType: text,
  transactionStatus: text,
  postedDate: instant.nullish(),
  totalAmount: z.object({ currencyCode: text, currencyAmount: z.number().nullish() }).nullish(),
  relatedIdentifiers: z.array(z.object({ relatedIdentifierName: text, relatedIdentifierValue: text })).nullish(),
});
export type AmazonMovement = z.output<typeof movement>;

export const movementPage = z.object({
  payload: z.object({ transactions: z.array(movement).nullish(), nextToken: text }).nullish(),
});

/** What a movement belongs to: 'ORDER_ID', 'REFUND_ID', 'DEFERRED_TRANSACTION_ID' … */
export const relatedId = ({ relatedIdentifiers }: AmazonMovement, of: string): string | null =>
  relatedIdentifiers?.find(({ relatedIdentifierName: name }) => name === of)?.relatedIdentifierValue || null;
