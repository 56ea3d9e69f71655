const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of an instant in a time zone, as ISO date: business days are the company's, never UTC's. */
export function businessDay(at: Date, timeZone: string): string {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  formats.set(timeZone, format);
  return format.format(at);
}
