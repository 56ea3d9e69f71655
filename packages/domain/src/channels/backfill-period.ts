import { dayPeriod } from '../kernel/day-period.ts';
import { Rejection } from '../kernel/rejection.ts';
import type { Period } from './sales-channel.port.ts';
import { periodProblem } from './start-backfill.ts';

/** The period from the beginning of a business day to the end of another (both YYYY-MM-DD); throws Rejection. Pure. */
export function backfillPeriod(fromDay: string, toDay: string, timeZone: string, now: Date): Period {
  if (!isDay(fromDay) || !isDay(toDay)) throw new Rejection('period_invalid', { problem: 'not a day' });
  const period = { from: dayPeriod(fromDay, timeZone).from, to: dayPeriod(toDay, timeZone).to };
  const problem = periodProblem(period.from, period.to, now);
  if (problem) throw new Rejection('period_invalid', { problem });
  return period;
}

const isDay = (text: string): boolean =>
  /^[12]\d{3}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text);
