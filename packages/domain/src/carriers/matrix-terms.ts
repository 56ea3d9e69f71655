import { z } from 'zod';
import { holidayRegions } from '../kernel/working-calendar.ts';
import { Rejection } from '../kernel/rejection.ts';
import { isPostcodePattern } from './postcodes.ts';

const text = z.string().trim().min(1).max(120);
const positive = z.number().int().positive();
const cents = z.number().int().min(0).max(1_000_000);
const day = z.iso.date();
const weekdays = z.array(z.number().int().min(1).max(7)).min(1);
const country = z.string().regex(/^[A-Z]{2}$/);
const postcodes = z.array(
  z.string().refine(isPostcodePattern, 'is no postcode, beginning (20*) or range (20000-25999)'),
);

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** What an order asks for and a service offers. */
export const serviceLevels = ['standard', 'express', 'cash_on_delivery'] as const;
export type ServiceLevel = (typeof serviceLevels)[number];

const band = z.object({ upToG: positive, cents });

/** The first zone that covers the address counts; without postcodes it covers its countries whole. */
const zone = z.object({
  name: text,
  countries: z.array(country).min(1),
  postcodes: postcodes.default([]),
  /** Price of a parcel by chargeable weight, ascending; heavier than the last band: no price. */
  bands: z.array(band).min(1).refine(isAscending, 'weights must ascend'),
});

/** When a surcharge is due: at each parcel, or only where its condition holds. */
export const surchargeConditions = [
  'always',
  'island',
  'hazardous',
  'longer_than',
  'heavier_than',
  'postcodes',
] as const;
export type SurchargeCondition = (typeof surchargeConditions)[number];

const surcharge = z.object({
  name: text,
  when: z.enum(surchargeConditions),
  /** Millimetres of the longest side or grams, for longer_than and heavier_than. */
  over: z.number().int().nonnegative().default(0),
  postcodes: postcodes.default([]),
  cents: cents.default(0),
  /** Of the parcel's base price, for example 25 for a fuel surcharge of 2.5 %. */
  permille: z.number().int().min(0).max(1_000).default(0),
});

/** Prices while they are valid; the day of dispatch counts. */
const tariff = z.object({
  version: text,
  validFrom: day.nullable().default(null),
  validTo: day.nullable().default(null),
  zones: z.array(zone).min(1),
  surcharges: z.array(surcharge).default([]),
});

/** One row of the matrix: what a service takes, for how much, how fast. Grams, millimetres, minor units, working days. */
const service = z.object({
  carrier: text,
  code: text,
  name: text,
  parcelService: text,
  active: z.boolean().default(true),
  level: z.enum(serviceLevels),
  countries: z.array(country).min(1),
  /** Only these; empty: all of the countries. */
  postcodes: postcodes.default([]),
  excludedPostcodes: postcodes.default([]),
  islands: z.boolean().default(true),
  hazardous: z.boolean().default(false),
  maxWeightG: positive,
  maxLengthMm: positive,
  maxWidthMm: positive,
  maxHeightMm: positive,
  /** Longest side plus twice the other two (Gurtmaß). */
  maxGirthMm: positive,
  /** Cubic centimetres that count as one kilogram; null: only the scales count. */
  volumetricDivisor: positive.nullable().default(null),
  maxParcels: z.number().int().min(1).max(50).default(10),
  /** Handed over at this time of a working day it still leaves the same day; the company's zone. */
  cutOff: timeOfDay.default('23:59'),
  /** Working days of the parcel service from dispatch to arrival. */
  transitDays: z.number().int().min(0).max(60),
  deliveryWeekdays: weekdays.default([1, 2, 3, 4, 5, 6]),
  excludedChannels: z.array(text).default([]),
  tariffs: z.array(tariff).min(1),
});

/** When a carrier works. */
const calendar = z.object({
  weekdays,
  region: z.enum(holidayRegions).nullable().default(null),
  closedOn: z.array(day).default([]),
  /** On each of these days, in the company's zone; null: around the clock. */
  hours: z
    .object({ from: timeOfDay, to: z.union([timeOfDay, z.literal('24:00')]) })
    .refine(({ from, to }) => from < to, 'must end after it begins')
    .nullable()
    .default(null),
});
export type CarrierCalendar = z.infer<typeof calendar>;

const carrier = z.object({
  code: text,
  name: text,
  active: z.boolean().default(true),
  /** Minutes of its working hours until the carrier must have confirmed. */
  confirmWithinMinutes: positive,
  calendar: calendar.default({ weekdays: [1, 2, 3, 4, 5, 6, 7], region: null, closedOn: [], hours: null }),
  excludedChannels: z.array(text).default([]),
});

export const strategyKinds = ['cheapest', 'fastest', 'weighted', 'fixed_order'] as const;

const strategy = z.object({
  /** cheapest: of those in time (F18); fixed_order: the first row that fits. */
  kind: z.enum(strategyKinds).default('cheapest'),
  /** cheapest: what one day earlier may cost more; weighted: what a day until arrival weighs. Minor units. */
  dayCents: cents.default(0),
});

export const matrixTermsSchema = z
  .object({
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .default('EUR'),
    strategy: strategy.default({ kind: 'cheapest', dayCents: 0 }),
    /** Postcodes of Germany that count as islands. */
    islands: postcodes.default([]),
    carriers: z.array(carrier),
    /** In order of priority. */
    services: z.array(service).max(500),
  })
  .superRefine(findContradictions);

/** A whole matrix as one document: the same terms and inputs give the same decision for ever. */
export type MatrixTerms = z.infer<typeof matrixTermsSchema>;
export type ServiceTerms = MatrixTerms['services'][number];
export type CarrierTerms = MatrixTerms['carriers'][number];
export type Tariff = ServiceTerms['tariffs'][number];
export type TariffZone = Tariff['zones'][number];
export type Surcharge = Tariff['surcharges'][number];
export type Strategy = MatrixTerms['strategy'];

/** Reads the terms of a matrix; throws Rejection('matrix_invalid') that names every field that is wrong. */
export function parseTerms(value: unknown): MatrixTerms {
  const result = matrixTermsSchema.safeParse(value);
  if (result.success) return result.data;
  throw new Rejection('matrix_invalid', {
    problems: result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  });
}

function isAscending(bands: { upToG: number }[]): boolean {
  return bands.every(({ upToG }, index) => index === 0 || upToG > bands[index - 1]!.upToG);
}

interface Terms {
  carriers: { code: string }[];
  services: { carrier: string; code: string }[];
}

function findContradictions({ carriers, services }: Terms, context: z.RefinementCtx): void {
  const known = new Set<string>();
  for (const [index, { code }] of carriers.entries()) {
    if (known.has(code))
      context.addIssue({ code: 'custom', path: ['carriers', index, 'code'], message: 'is there twice' });
    known.add(code);
  }
  const rows = new Set<string>();
  for (const [index, { carrier: of, code }] of services.entries()) {
    const at = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: ['services', index, field], message });
    if (!known.has(of)) at('carrier', 'is no carrier of this matrix');
    if (rows.has(`${of} ${code}`)) at('code', 'is there twice for this carrier');
    rows.add(`${of} ${code}`);
  }
}
