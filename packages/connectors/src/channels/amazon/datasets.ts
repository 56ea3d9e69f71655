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
  /** Reads with `wanted` (default: all that work); a data set that is answered with 400 is dropped and avoided for a while. */
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
        const found = await withoutCulprit(wanted, refusal, read);
        avoided.set(found.dropped, now().getTime() + avoidMs);
        log.warn({ dataset: found.dropped }, 'data set refused by Amazon, reading without it');
        return found;
      }
    },
  };
}

/** Finds the one data set whose absence makes the call work; rethrows the refusal when there is none. */
async function withoutCulprit<T>(wanted: Dataset[], refusal: unknown, read: (included: Dataset[]) => Promise<T>) {
  // one call without any data set tells whether they are to blame at all; tokens are dear
  if (!hasStatus(refusal, 400) || !wanted.length || !(await attempt(() => read([])))) throw refusal;
  for (const dropped of namedFirst(wanted, refusal.body)) {
    const included = wanted.filter((dataset) => dataset !== dropped);
    const found = await attempt(() => read(included));
    if (found) return { answer: found.answer, included, dropped };
  }
  throw refusal;
}

async function attempt<T>(read: () => Promise<T>): Promise<{ answer: T } | null> {
  try {
    return { answer: await read() };
  } catch (error) {
    if (hasStatus(error, 400)) return null;
    throw error;
  }
}

function namedFirst(wanted: Dataset[], body: unknown): Dataset[] {
  const text = JSON.stringify(body) ?? '';
  return wanted.toSorted((a, b) => Number(text.includes(b)) - Number(text.includes(a)));
}
