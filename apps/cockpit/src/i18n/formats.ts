import type { Locale } from './i18n.ts';

const TAGS: Record<Locale, string> = { de: 'de-DE', en: 'en-GB' };

export interface Money {
  amount: number;
  currency: string;
}

/** Made once per currency: they are slow to make. */
function currencyFormats(tag: string): (currency: string) => Intl.NumberFormat {
  const known = new Map<string, Intl.NumberFormat>();
  return (currency) => {
    let format = known.get(currency);
    if (!format) known.set(currency, (format = new Intl.NumberFormat(tag, { style: 'currency', currency })));
    return format;
  };
}

/** Seconds in the unit that reads best: 42 Sek., 12,5 Min., 5,2 Std., 3 Tg. */
function durationFormat(tag: string): (seconds: number) => string {
  const of = (unit: 'second' | 'minute' | 'hour' | 'day') =>
    new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 });
  const [second, minute, hour, day] = [of('second'), of('minute'), of('hour'), of('day')];
  return (seconds) => {
    if (seconds < 90) return second.format(seconds);
    if (seconds < 90 * 60) return minute.format(seconds / 60);
    return seconds < 48 * 3_600 ? hour.format(seconds / 3_600) : day.format(seconds / 86_400);
  };
}

function buildFormats(locale: Locale, timeZone: string) {
  const tag = TAGS[locale];
  const dateTime = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, { timeZone, ...options });
  const long = dateTime({ day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' });
  const short = dateTime({ day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' });
  const day = dateTime({ day: '2-digit', month: '2-digit', year: 'numeric' });
  const isoDay = new Intl.DateTimeFormat('sv-SE', { timeZone });
  const weekday = dateTime({ weekday: 'short' });
  const weekdayTime = dateTime({
    weekday: 'short',
    day: '2-digit',
    month: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const clock = dateTime({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const relative = new Intl.RelativeTimeFormat(tag, { style: 'short', numeric: 'auto' });
  const integer = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  const decimal = new Intl.NumberFormat(tag, { maximumFractionDigits: 2 });
  const percent = new Intl.NumberFormat(tag, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const currencyFormat = currencyFormats(tag);

  return {
    /** 1234 EUR cents → 12,34 €; minor units by the currency's own digits. */
    money({ amount, currency }: Money) {
      const format = currencyFormat(currency);
      return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
    },
    count: (n: number) => integer.format(n),
    /** 0.968 → 96,8 %. */
    share: (of: number) => percent.format(of),
    duration: durationFormat(tag),
    /** Grams as kilograms. */
    weight: (grams: number) => `${decimal.format(grams / 1000)} kg`,
    /** Millimetres of three sides as centimetres. */
    size: (mm: number[]) => `${mm.map((side) => decimal.format(side / 10)).join(' × ')} cm`,
    dateTime: (iso: string | Date) => long.format(new Date(iso)),
    listTime: (iso: string | Date) => short.format(new Date(iso)),
    clock: (iso: string | Date) => clock.format(new Date(iso)),
    /** Mi., 25.11., 08:15 */
    weekdayTime: (iso: string | Date) => weekdayTime.format(new Date(iso)),
    /** Mi – of a day given as 2026-11-24. */
    weekday: (isoDay: string) => weekday.format(new Date(`${isoDay}T12:00:00Z`)).replace('.', ''),
    decimal: (n: number) => decimal.format(n),
    timeZone,
    /** A day given as 2026-11-24 or as an instant. */
    day: (iso: string) => day.format(new Date(iso.length === 10 ? `${iso}T12:00:00Z` : iso)),
    /** The merchant's day of an instant: 2026-11-24. */
    isoDay: (iso: string | Date) => isoDay.format(new Date(iso)),
    ...agesIn(relative, isoDay),
  };
}

/** How long ago something was. */
function agesIn(relative: Intl.RelativeTimeFormat, isoDay: Intl.DateTimeFormat) {
  return {
    /** "vor 3 Tagen" of a day given as 2026-11-24, counted in the merchant's days. */
    daysAgo(iso: string, now: number) {
      const days = Date.parse(isoDay.format(new Date(now))) - Date.parse(iso);
      return relative.format(-Math.round(days / 86_400_000), 'day');
    },
    /** "vor 3 Std." up to days; the absolute time belongs into the title. */
    age(iso: string | Date, now: number) {
      const minutes = Math.round((new Date(iso).getTime() - now) / 60_000);
      if (minutes === 0) return relative.format(0, 'second'); // jetzt, now
      if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute');
      if (Math.abs(minutes) < 48 * 60) return relative.format(Math.round(minutes / 60), 'hour');
      return relative.format(Math.round(minutes / (60 * 24)), 'day');
    },
  };
}

export type Formats = ReturnType<typeof buildFormats>;
const built = new Map<string, Formats>();

/** All number, money and time formats of a language; times in the merchant's zone, never the browser's. */
export function formatsOf(locale: Locale, timeZone: string): Formats {
  const key = `${locale} ${timeZone}`;
  let formats = built.get(key);
  if (!formats) built.set(key, (formats = buildFormats(locale, timeZone)));
  return formats;
}
