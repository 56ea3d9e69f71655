import path from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

const schema = z.object({
  SANDBOX_HOST: z.string().default('127.0.0.1'),
  SANDBOX_PORT: port.default(4011),
  SANDBOX_SMTP_PORT: port.default(4012),
  SANDBOX_SFTP_PORT: port.default(4013),
  SANDBOX_SQS_PORT: port.default(4015),
  SANDBOX_DATA: z.string().default('.data/sandbox'),
  SANDBOX_RECORD: z.string().optional(),
  SANDBOX_SCENARIO: z.string().optional(),
  SANDBOX_PUBLIC_URL: z.string().optional(),
  SANDBOX_PUBLIC_HOST: z.string().default('127.0.0.1'),
  SANDBOX_ORDERS_PER_MINUTE: z.coerce.number().min(0).default(30),
  SANDBOX_ORDERS_MAX: z.coerce.number().min(0).default(Number.MAX_SAFE_INTEGER),
  SANDBOX_SPECIAL_SHARE: z.coerce.number().min(0).max(1).default(0.08),
  SANDBOX_SECOND_SELLER_SHARE: z.coerce.number().min(0).max(1).default(0),
  SANDBOX_SIGNAL_DISORDER: z.coerce.number().min(0).max(1).default(0.05),
  SANDBOX_SPEED: z.coerce.number().positive().default(60),
  SANDBOX_SEED: z.coerce
    .number()
    .int()
    .default(() => Math.floor(Math.random() * 1e9)),
  KONTOR_URL: z.string().default('http://127.0.0.1:4000'),
  KONTOR_TOKEN: z.string().default(''),
  KONTOR_MAIL_HOST: z.string().default('127.0.0.1'),
  KONTOR_MAIL_PORT: port.default(4014),
});

export type Settings = z.infer<typeof schema>;

/** The sandbox's environment, checked; empty variables count as unset. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const settings = schema.parse(given);
  return { ...settings, SANDBOX_DATA: path.resolve(settings.SANDBOX_DATA) };
}

/** Where the world is reached. */
export const publicUrl = ({ SANDBOX_PUBLIC_URL: url, SANDBOX_PORT: at }: Settings): string =>
  url ?? `http://127.0.0.1:${at}`;

export const minute = 60_000;
export const hour = 60 * minute;
