import { RE2JS } from 're2js';
import { z } from 'zod';
import type { ReturnedParcel } from '@kontor/domain/shipments/hand-over-data';
import { optionalInstant } from '../return-instant.ts';
import { UnreadableReturn } from '../unreadable-return.ts';

/** A pattern of ours to write by staff: RE2 syntax (linear time, no look-around), the value in its first group. */
const pattern = z.string().refine((source) => groupsOf(source) >= 1, 'not a pattern with a group');

/** Where a text says what; `shippedAt` may be left out. */
export const returnPatterns = z.object({
  reference: pattern,
  trackingNumber: pattern,
  parcelService: pattern,
  shippedAt: pattern.optional(),
});
export type ReturnPatterns = z.output<typeof returnPatterns>;

function groupsOf(source: string): number {
  try {
    return RE2JS.compile(source).matcher('').groupCount();
  } catch {
    return 0;
  }
}

/**
 * Parcels out of a free text, one per tracking number. Each other value stands once for all parcels or once per parcel
 * in the same order; anything else throws UnreadableReturn.
 */
export function readReturnText(text: string, patterns: ReturnPatterns): ReturnedParcel[] {
  const numbers = valuesOf(text, patterns.trackingNumber);
  if (!numbers.length) throw new UnreadableReturn('no tracking number');
  const references = onePerParcel(valuesOf(text, patterns.reference), numbers.length, 'reference');
  const services = onePerParcel(valuesOf(text, patterns.parcelService), numbers.length, 'parcel service');
  const instants = patterns.shippedAt ? valuesOf(text, patterns.shippedAt) : [];
  return numbers.map((trackingNumber, i) => ({
    shipment: references[i]!,
    trackingNumber,
    parcelService: services[i]!,
    shippedAt: optionalInstant(instants.length === numbers.length ? instants[i] : instants[0], 'shipping time'),
  }));
}

function valuesOf(text: string, source: string): string[] {
  const matcher = RE2JS.compile(source).matcher(text);
  const values: string[] = [];
  while (matcher.find()) {
    const value = matcher.group(1)?.trim();
    if (value) values.push(value);
  }
  return values;
}

function onePerParcel(values: string[], parcels: number, what: string): string[] {
  if (new Set(values).size === 1) return Array.from({ length: parcels }, () => values[0]!);
  if (values.length !== parcels)
    throw new UnreadableReturn(`${values.length} × ${what} for ${parcels} tracking numbers`);
  return values;
}
