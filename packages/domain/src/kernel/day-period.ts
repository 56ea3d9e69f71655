import { Cron } from 'croner';
import { businessDay } from './business-day.ts';

const dayMs = 86_400_000;

/** The instants between which a business day (YYYY-MM-DD) lies in a time zone: 23, 24 or 25 hours. */
export function dayPeriod(day: string, timeZone: string): { from: Date; to: Date } {
  const midnights = new Cron('0 0 * * *', { timezone: timeZone });
  let from = midnights.nextRun(new Date(Date.parse(`${day}T00:00:00Z`) - 2 * dayMs))!;
  while (businessDay(from, timeZone) < day) from = midnights.nextRun(from)!;
  return { from, to: midnights.nextRun(from)! };
}

/** The business day of now and the `count` − 1 before it, newest first. */
export function lastDays(now: Date, timeZone: string, count: number): string[] {
  const today = Date.parse(`${businessDay(now, timeZone)}T12:00:00Z`);
  return Array.from({ length: count }, (_, back) => new Date(today - back * dayMs).toISOString().slice(0, 10));
}
