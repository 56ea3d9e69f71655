import { Cron } from 'croner';

export interface RhythmOf {
  everySeconds: number;
  cron: string | null;
}

const inZone = (cron: string, timezone: string): Cron => new Cron(cron, { mode: '5-part', timezone });

/** When a timer is due next: after its interval, or by its cron expression in the company's time zone. Pure. */
export function nextTime({ everySeconds, cron }: RhythmOf, now: Date, timeZone: string): Date {
  const next = cron ? inZone(cron, timeZone).nextRun(now) : null;
  return next ?? new Date(now.getTime() + everySeconds * 1_000);
}

/** The next `count` times of a rhythm, the first one given. Pure. */
export function nextTimes(rhythm: RhythmOf, first: Date, timeZone: string, count: number): Date[] {
  const times = [first];
  while (times.length < count) times.push(nextTime(rhythm, times.at(-1)!, timeZone));
  return times;
}

/** What is wrong with a cron expression of five fields; null when it is fine and has a next time. */
export function cronProblem(cron: string, timeZone: string, now: Date): string | null {
  try {
    return inZone(cron, timeZone).nextRun(now) ? null : 'it never comes';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
