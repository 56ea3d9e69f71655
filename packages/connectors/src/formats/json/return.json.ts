import { z } from 'zod';
import type { ReturnedParcel } from '@kontor/domain/shipments/hand-over-data';
import { optionalInstant } from '../return-instant.ts';
import { UnreadableReturn } from '../unreadable-return.ts';

const confirmation = z.object({
  shipment: z.string().min(1),
  trackingNumber: z.string().min(1),
  parcelService: z.string().min(1),
  shippedAt: z.string().nullish(),
});

/** Parcels out of a JSON confirmation, one object or a list of them; throws UnreadableReturn. */
export function readReturnJson(bytes: Uint8Array): ReturnedParcel[] {
  const parsed = z
    .array(confirmation)
    .min(1)
    .safeParse([parseJson(bytes)].flat());
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`);
    throw new UnreadableReturn(fields.join('; '));
  }
  return parsed.data.map((parcel) => ({ ...parcel, shippedAt: optionalInstant(parcel.shippedAt, 'shippedAt') }));
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new UnreadableReturn('not JSON', { cause });
  }
}
