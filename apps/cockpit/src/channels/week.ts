import type { ChannelDayRow } from './channel-detail.ts';

const DAY_MS = 86_400_000;

/** The calendar day of an instant in a zone, YYYY-MM-DD. */
export const dayIn = (at: number, timeZone: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);

/** The last `count` days, today last. */
export function lastDays(now: number, timeZone: string, count: number): string[] {
  const noon = Date.parse(`${dayIn(now, timeZone)}T12:00:00Z`);
  return Array.from({ length: count }, (_, n) => new Date(noon - (count - 1 - n) * DAY_MS).toISOString().slice(0, 10));
}

/** The last instant of a period whose end is excluded. */
export const lastInstant = (endsAt: string) => new Date(Date.parse(endsAt) - 1).toISOString();

export type DayTone = 'good' | 'warn' | 'busy' | 'calm';
export interface DayFigure {
  day: string;
  tone: DayTone;
  /** Orders reported, or what is missing of them (negative); undefined: not compared yet. */
  figure?: number;
  row?: ChannelDayRow;
}

/** Each of the last seven days with the figure that says how complete it is. */
export function weekOf(rows: ChannelDayRow[], now: number, timeZone: string): DayFigure[] {
  const byDay = new Map(rows.map((row) => [row.day, row]));
  return lastDays(now, timeZone, 7).map((day) => figureOf(day, byDay.get(day)));
}

function figureOf(day: string, row?: ChannelDayRow): DayFigure {
  if (!row) return { day, tone: 'calm' };
  if (row.state === 'gap') return { day, row, tone: 'warn', figure: -row.missing.length };
  const tone = row.state === 'listed' ? 'busy' : 'good';
  return { day, row, tone, ...(typeof row.reported === 'number' ? { figure: row.reported } : {}) };
}
