import { hasStatus } from '../../kit/http-error.ts';
import type { Log } from '../../kit/log.ts';

/** The data sets of an order that we read (`includedData`); lines always come. */
const datasets = ['BUYER', 'RECIPIENT', 'PROCEEDS', 'CANCELLATION', 'FULFILLMENT', 'PACKAGES', 'TAX'] as const;
export type Dataset = (typeof datasets)[number];

/** Without these an order cannot be worked on: a page read without them has to be read again. */
const essential: ReadonlySet<Dataset> = new Set(['RECIPIENT', 'PROCEEDS', 'FULFILLMENT']);

/** True when a reading with these data sets tells all that matters. */
export const isComplete = (included: Dataset[]): boolean =>
  [...essential].every((dataset) => included.includes(dataset));

const avoidMs = 15 * 60_000;

export interface DatasetReader {
  /** Reads with `wanted` (default: all that work); those that are answered with 400 are dropped and avoided for a while. */
  read<T>(read: (included: Dataset[]) => Promise<T>, wanted?: Dataset[]): Promise<{ answer: T; included: Dataset[] }>;
}

/** Regional outages answer 400 for one data set: better an order without it than no order (selling-partner-api-models#5365). */
export function datasetReader(now: () => Date, log: Log): DatasetReader {
  const avoided = new Map<Dataset, number>();
  const usable = (): Dataset[] => datasets.filter((dataset) => (avoided.get(dataset) ?? 0) <= now().getTime());
  return {
    async read(read, wanted = usable()) {
      try {
        return { answer: await read(wanted), included: wanted };
      } catch (refusal) {
        const { answer, included } = await withoutCulprits(wanted, refusal, read);
        const dropped = wanted.filter((dataset) => !included.includes(dataset));
        for (const dataset of dropped) avoided.set(dataset, now().getTime() + avoidMs);
        log.warn({ dropped }, 'data sets refused by Amazon, reading without them');
        return { answer, included };
      }
    },
  };
}

type Read<T> = (included: Dataset[]) => Promise<T>;
interface Reading<T> {
  answer: T;
  included: Dataset[];
}

/** Reads with as many data sets as Amazon takes; rethrows the refusal when they are not to blame. */
async function withoutCulprits<T>(wanted: Dataset[], refusal: unknown, read: Read<T>): Promise<Reading<T>> {
  if (!hasStatus(refusal, 400) || !wanted.length) throw refusal;
  // One call without any data set tells whether they are to blame at all: calls are dear.
  const bare = await attempt([], read);
  if (!bare) throw refusal;
  const named = namedIn(wanted, refusal.body);
  const others = wanted.filter((dataset) => !named.includes(dataset));
  const isTold = named.length > 0 && others.length > 0;
  return (isTold && (await attempt(others, read))) || (await withMost(bare, wanted, read));
}

/** Adds of `more` what Amazon takes, halving it wherever it refuses. */
async function withMost<T>(known: Reading<T>, more: Dataset[], read: Read<T>): Promise<Reading<T>> {
  let reading = known;
  const half = Math.ceil(more.length / 2);
  for (const part of more.length > 1 ? [more.slice(0, half), more.slice(half)] : []) {
    const wider = await attempt([...reading.included, ...part], read);
    reading = wider ?? (await withMost(reading, part, read));
  }
  return reading;
}

async function attempt<T>(included: Dataset[], read: Read<T>): Promise<Reading<T> | null> {
  try {
    return { answer: await read(included), included };
  } catch (error) {
    if (hasStatus(error, 400)) return null;
    throw error;
  }
}

function namedIn(wanted: Dataset[], body: unknown): Dataset[] {
  const text = JSON.stringify(body) ?? '';
  return wanted.filter((dataset) => text.includes(dataset));
}
