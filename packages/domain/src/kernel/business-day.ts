const formats = new Map<string, Intl.DateTimeFormat>();
const minutes = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of an instant in a time zone, as ISO date: business days are the company's, never UTC's. */
export function businessDay(at: Date, timeZone: string): string {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  formats.set(timeZone, format);
  return format.format(at);
}

/** The wall clock of an instant in a time zone, '2026-11-25T14:30'. */
export function localMinute(at: Date, timeZone: string): string {
  const options = { timeZone, dateStyle: 'short', timeStyle: 'short' } as const;
  const format = minutes.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', options);
  minutes.set(timeZone, format);
  return format.format(at).replace(' ', 'T');
}
