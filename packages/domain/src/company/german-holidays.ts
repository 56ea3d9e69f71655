const day = 86_400_000;

/** Easter Sunday of a year (Meeus/Jones/Butcher), as a UTC instant at noon. */
function easter(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return Date.UTC(year, month - 1, ((h + l - 7 * m + 114) % 31) + 1, 12);
}

/** The days that are holidays in every German state, as ISO dates. */
export function germanHolidays(year: number): string[] {
  const fixed = ['01-01', '05-01', '10-03', '12-25', '12-26'].map((date) => `${year}-${date}`);
  const moving = [-2, 1, 39, 50].map((days) => new Date(easter(year) + days * day).toISOString().slice(0, 10));
  return [...fixed, ...moving];
}
