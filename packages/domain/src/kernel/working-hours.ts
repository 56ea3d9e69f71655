import { businessDay } from './business-day.ts';
import { addDays } from './working-calendar.ts';

/** When a place is open on an ISO date: from and to as 'HH:MM' local time, to at most '24:00'; null: it is closed. */
export type OpenOn = (day: string) => readonly [from: string, to: string] | null;

const minuteMs = 60_000;
/** A place that stays closed for a year and more counts around the clock. */
const longestSearch = 400;

/**
 * The instant at which a place has been open for so many minutes since `from`. Hours that the clocks skip do not count, hours
 * they repeat count twice. Pure.
 */
export function addWorkingMinutes(from: Date, minutes: number, openOn: OpenOn, timeZone: string): Date {
  let left = minutes * minuteMs;
  let day = businessDay(from, timeZone);
  for (let n = 0; n < longestSearch; n += 1) {
    const [opens, closes] = openOn(day)?.map((time) => instantOf(day, time, timeZone)) ?? [0, 0];
    const start = Math.max(opens!, from.getTime());
    if (closes! - start >= left && closes! > start) return new Date(start + left);
    left -= Math.max(0, closes! - start);
    day = addDays(day, 1);
  }
  return new Date(from.getTime() + minutes * minuteMs);
}

/** The instant of a local time: looked up twice, since the first look may fall on the other side of a clock change. */
function instantOf(day: string, time: string, timeZone: string): number {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const first = asUtc - offsetAt(asUtc, timeZone);
  return asUtc - offsetAt(first, timeZone);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetAt(at: number, timeZone: string): number {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' });
  formats.set(timeZone, format);
  return Date.parse(`${format.format(at).replace(', ', 'T')}Z`) - Math.floor(at / 1_000) * 1_000;
}
