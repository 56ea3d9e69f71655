import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);

/** Every variable a process of ours reads; the README's table is this schema in words. */
const schema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  PORT: port.default(4000),
  HOST: z.string().default('127.0.0.1'),
  STATIC_DIR: z.string().optional(),
  MAIL_IN_PORT: port.default(4025),
  MAIL_IN_HOST: z.string().default('127.0.0.1'),
  MAIL_IN_DOMAINS: z
    .string()
    .default('kontor.test')
    .transform((list) => list.toLowerCase().split(/[ ,]+/)),
  MAIL_JOURNAL_GRACE_SECONDS: z.coerce.number().positive().default(900),
  /** Where the key file for stored secrets lies, unless KONTOR_SECRET_KEY is set. */
  KONTOR_DATA: z.string().default('.data'),
  KONTOR_SECRET_KEY: z.string().min(32).optional(),
  WEBHOOK_ALLOW_PRIVATE: z.stringbool().default(false),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Config = z.infer<typeof schema>;

/** Reads the environment; throws one Error that names every variable that is missing or wrong. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const result = schema.safeParse(env);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment is not complete:\n${problems.join('\n')}\nSee .env.example.`);
}
