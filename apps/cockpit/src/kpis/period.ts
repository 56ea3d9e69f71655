import type { LocationQuery } from 'vue-router';

/** Days counted back from today that one click gives. */
export const ranges = ['today', '7', '30', '90'] as const;
export type Range = (typeof ranges)[number];

/** What the figures are about, as it stands in the URL: a range that moves on with the days, or two days. */
export interface Period {
  range: Range | null;
  from: string;
  until: string;
  channel: string | undefined;
}

const isDay = (text: unknown): text is string => typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text);
const back = (day: string, days: number) =>
  new Date(Date.parse(`${day}T12:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

/** Reads the URL; anything it does not understand is the last 30 days. */
export function periodOf(query: LocationQuery, today: string): Period {
  const channel = typeof query.channel === 'string' ? query.channel : undefined;
  const { from, until } = query;
  if (isDay(from) && isDay(until) && from <= until) return { range: null, from, until, channel };
  const range = ranges.find((one) => one === query.range) ?? '30';
  return { range, from: back(today, range === 'today' ? 0 : Number(range) - 1), until: today, channel };
}

/** The URL's part for a period. */
export const queryOfPeriod = ({ range, from, until, channel }: Period) => ({
  ...(range ? { range } : { from, until }),
  ...(channel ? { channel } : {}),
});

/** The URL's part for a list behind a figure: its days are fixed, so that it still says the same tomorrow. */
export const queryOfList = ({ from, until, channel }: Period, list: string, key?: string) => ({
  list,
  from,
  until,
  ...(key ? { key } : {}),
  ...(channel ? { channel } : {}),
});
