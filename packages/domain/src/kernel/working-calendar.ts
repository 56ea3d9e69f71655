import { getHolidays } from 'feiertagejs';

/** The German states whose holidays close a place (ISO 3166-2:DE without the prefix); BUND: only those of the whole country. */
export const holidayRegions = [
  'BW',
  'BY',
  'BE',
  'BB',
  'HB',
  'HE',
  'HH',
  'MV',
  'NI',
  'NW',
  'RP',
  'SL',
  'SN',
  'ST',
  'SH',
  'TH',
  'BUND',
] as const;
export type HolidayRegion = (typeof holidayRegions)[number];

/** When a place works. Weekdays are ISO numbers, 1 = Monday. */
export interface WorkingCalendar {
  weekdays: number[];
  /** Null: no public holidays close it. */
  region: HolidayRegion | null;
  /** Further ISO dates on which it is closed. */
  closedOn: string[];
}

/** A day that did not count, and why: 'weekday', 'closed' or the name of the holiday in German. */
export interface SkippedDay {
  day: string;
  why: string;
}

const dayMs = 86_400_000;

/** The ISO date so many calendar days later. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** Calendar days from one ISO date to another. */
export const daysBetween = (from: string, to: string): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs;

interface KnownDay {
  weekday: number;
  next: string;
}

const knownDays = new Map<string, KnownDay>();

/** A simulation asks for the same few days a million times, and dates are slow to read. */
function knownDay(day: string): KnownDay {
  const known = knownDays.get(day);
  if (known) return known;
  const made = { weekday: new Date(`${day}T00:00:00Z`).getUTCDay() || 7, next: addDays(day, 1) };
  knownDays.set(day, made);
  return made;
}

/** The ISO weekday of an ISO date, 1 = Monday. */
export const weekdayOf = (day: string): number => knownDay(day).weekday;

const holidayYears = new Map<string, Map<string, string>>();

/** Names of a year's holidays by ISO date; every order asks, so each year is made once. */
function holidaysOf(region: HolidayRegion, year: string): Map<string, string> {
  const key = `${region}${year}`;
  const known = holidayYears.get(key);
  if (known) return known;
  const made = new Map(getHolidays(year, region).map((one) => [one.dateString, one.translate('de') ?? one.name]));
  holidayYears.set(key, made);
  return made;
}

/** Why a place does not work on that ISO date; null: it works. */
export function closedBecause({ weekdays, region, closedOn }: WorkingCalendar, day: string): string | null {
  if (!weekdays.includes(weekdayOf(day))) return 'weekday';
  if (closedOn.includes(day)) return 'closed';
  return (region && holidaysOf(region, day.slice(0, 4)).get(day)) ?? null;
}

/** A calendar that is closed for longer than this is taken for always closed. */
const longestGap = 60;

/**
 * Counts working days: 0 gives `from` itself or the next working day, 1 the working day after it, and so on. `skipped`
 * names the days that did not count. Null when the place never works.
 */
export function addWorkingDays(
  calendar: WorkingCalendar,
  from: string,
  count: number,
): { day: string; skipped: SkippedDay[] } | null {
  const skipped: SkippedDay[] = [];
  let left = count;
  for (let day = count ? knownDay(from).next : from; skipped.length <= longestGap; day = knownDay(day).next) {
    const why = closedBecause(calendar, day);
    if (why) skipped.push({ day, why });
    else if ((left -= 1) <= 0) return { day, skipped };
  }
  return null;
}
