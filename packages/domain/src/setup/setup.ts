import { z } from 'zod';
import { matrixTermsSchema, serviceLevels } from '../carriers/matrix-terms.ts';
import { templateContent } from '../carriers/template-content.ts';
import { roles } from '../staff/staff.entity.ts';
import { vatClasses } from '../vat/vat-rates.ts';

/** The Union's own service; null in a setup switches the check off. */
const vies = 'https://ec.europa.eu/taxation_customs/vies/rest-api';

const country = z.string().regex(/^[A-Z]{2}$/);

const text = z.string().trim().min(1);
const positive = z.number().int().positive();
const cents = z.number().int().nonnegative();

/** A row of the matrix in short: one tariff for all of its countries. */
const service = z.object({
  code: text,
  name: text,
  parcelService: text,
  level: z.enum(serviceLevels),
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
    tax: z
      .object({
        smallBusiness: z.boolean().default(false),
        distanceSales: z.enum(['oss', 'below_threshold']).default('oss'),
        registrations: z.record(country, text).default({}),
        viesUrl: z.url().nullable().default(vies),
      })
      .prefault({}),
    logo: z
      .string()
      .regex(/^data:image\/(png|jpeg|svg\+xml);base64,/)
      .nullish(),
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
          taxedByMarketplace: z.array(country),
          marketplaceShipsFrom: country.nullable(),
          mails: z.object({ received: z.boolean(), shipped: z.boolean(), invoice: z.boolean() }),
          invoiceUpload: z.enum(['none', 'business', 'all']),
          reviewRequest: z.enum(['none', 'channel']),
          splitShipments: z.boolean(),
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
      hazardous: z.boolean().default(false),
      vatClass: z.enum(vatClasses).default('standard'),
      /** Per mille by country, where a country taxes it otherwise than its class says. */
      vatAbroad: z.record(country, z.number().int().min(0).max(300)).default({}),
    }),
  ),
  carriers: z.array(
    z.object({
      code: text,
      name: text,
      kind: z.enum(['own', 'external']),
      priority: z.number().int(),
      country: country.nullish(),
      confirmWithinMinutes: positive,
      stock: z.record(z.string(), z.number().int().nonnegative()),
      /** None anywhere, and no matrix: the example rows. */
      services: z.array(service).default([]),
      handover: z.looseObject({ transport: text }),
      /** What an external carrier's files look like; staff may go on from there. */
      template: templateContent.nullish(),
      /** Collective hand-over at these times, in the company's zone. */
      batchCron: text.nullable().default(null),
      returns: z.looseObject({ source: text, pollSeconds: positive.optional() }),
    }),
  ),
  /** The matrix in full, instead of the carriers' services. */
  matrix: matrixTermsSchema.optional(),
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
