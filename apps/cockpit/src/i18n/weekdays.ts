import { locale } from './i18n.ts';

/** The weekdays from Monday on in the language of the screen. */
export function weekdayNames(weekday: 'short' | 'long'): string[] {
  const format = new Intl.DateTimeFormat(locale.value === 'de' ? 'de-DE' : 'en-GB', { timeZone: 'UTC', weekday });
  // 5 January 2026 was a Monday.
  return [5, 6, 7, 8, 9, 10, 11].map((day) => format.format(Date.UTC(2026, 0, day)));
}
