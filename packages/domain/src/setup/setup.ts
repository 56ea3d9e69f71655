import { z } from 'zod';
import { roles } from '../staff/staff.entity.ts';

const text = z.string().trim().min(1);
const positive = z.number().int().positive();
const cents = z.number().int().nonnegative();

const service = z.object({
  code: text,
  name: text,
  parcelService: text,
  level: z.enum(['standard', 'express']),
  countries: z.array(z.string().length(2)).min(1),
  maxWeightG: positive,
  maxLengthMm: positive,
  maxWidthMm: positive,
  maxHeightMm: positive,
  maxGirthMm: positive,
  transitDays: z.number().int().nonnegative(),
  bands: z.array(z.object({ upToG: positive, cents })).min(1),
});

/** What an installation starts with: company, channels, products, carriers, staff. */
export const setupSchema = z.object({
  company: z.object({
    name: text,
    street: text,
    postcode: text,
    city: text,
    country: z.string().length(2),
    vatId: text.nullish(),
    taxNumber: text.nullish(),
    email: z.email(),
    phone: text.nullish(),
    iban: text.nullish(),
    register: text.nullish(),
    managingDirector: text.nullish(),
    timeZone: text,
  }),
  mail: z.object({ host: text, port: positive, from: text, journal: z.email().nullish() }),
  channels: z.array(
    z.object({
      code: text,
      kind: text,
      name: text,
      country: z.string().length(2),
      currency: z.string().length(3),
      /** Seller id or shop; channels of one account share its limits and settlements. */
      account: text,
      pollSeconds: positive,
      pollCron: text.nullish(),
      settlementPollSeconds: positive,
      signalPollSeconds: positive.optional(),
      missingDataPollSeconds: positive.optional(),
      proofPollSeconds: positive.optional(),
      movementPollSeconds: positive.optional(),
      connection: z.record(z.string(), z.unknown()),
      /** What differs from the default of its kind. */
      policy: z
        .object({
          paidByChannel: z.boolean(),
          invoiceMarketplaceFulfilled: z.boolean(),
          mails: z.object({ received: z.boolean(), shipped: z.boolean(), invoice: z.boolean() }),
          invoiceUpload: z.enum(['none', 'business', 'all']),
          reviewRequest: z.enum(['none', 'channel']),
          personalDataWithinHours: positive,
          warnBeforeShipByHours: positive,
        })
        .partial()
        .default({}),
    }),
  ),
  products: z.array(
    z.object({
      sku: text,
      title: text,
      gtin: text.nullish(),
      bin: text.nullish(),
      priceCents: cents.nullish(),
      weightG: positive.nullish(),
      lengthMm: positive.nullish(),
      widthMm: positive.nullish(),
      heightMm: positive.nullish(),
      vatPermille: z.number().int().min(0).max(300),
    }),
  ),
  carriers: z.array(
    z.object({
      code: text,
      name: text,
      kind: z.enum(['own', 'external']),
      priority: z.number().int(),
      confirmWithinMinutes: positive,
      stock: z.record(z.string(), z.number().int().nonnegative()),
      services: z.array(service).min(1),
      handover: z.looseObject({ transport: text, format: text.optional() }),
      returns: z.looseObject({ source: text, pollSeconds: positive.optional() }),
    }),
  ),
  staff: z.array(z.object({ email: z.email(), name: text, role: z.enum(roles), password: z.string().min(8) })),
});

export type Setup = z.infer<typeof setupSchema>;

/** Reads a setup; throws one Error that names every field that is wrong. */
export function parseSetup(value: unknown): Setup {
  const result = setupSchema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The setup is not complete:\n${problems.join('\n')}`);
}
