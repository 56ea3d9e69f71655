import { LockMode } from '@mikro-orm/core';
import { Company } from '../company/company.entity.ts';
import type { OfficeCalendar } from '../company/office-hours.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { holidayRegions } from '../kernel/working-calendar.ts';
import type { DeskRuleSaved } from './ticket.events.ts';

export type SaveOfficeHours = Pick<OfficeCalendar, 'hours' | 'region' | 'closedDays'>;

/** Sets when somebody is there; due times of tickets that open from now on count in it. Throws Rejection. */
export function saveOfficeHours(ctx: Context, { hours, region, closedDays }: SaveOfficeHours): Promise<Company> {
  return transact(ctx, async (tx) => {
    const problem = officeHoursProblem({ hours, region, closedDays });
    if (problem) throw new Rejection('office_hours_invalid', { problem });
    const company = await tx.em.findOneOrFail(Company, 1, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const days = [...new Set(closedDays)].toSorted();
    Object.assign(company, { officeHours: hours, holidayRegion: region, closedDays: days });
    tx.record({ type: 'DeskRuleSaved', what: 'office_hours', id: '1', removed: false } satisfies DeskRuleSaved);
    return company;
  });
}

/** What is wrong with office hours; null when they can be saved. Pure. */
export function officeHoursProblem({ hours, region, closedDays }: SaveOfficeHours): string | null {
  const days = Object.entries(hours);
  if (!days.length) return 'somebody is there on one day at least';
  if (days.some(([day]) => !/^[1-7]$/.test(day))) return 'a weekday is a number from 1 to 7';
  if (days.some(([, times]) => !times.every((time) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time))))
    return 'a time is written HH:MM';
  if (days.some(([, [from, to]]) => from >= to)) return 'a day ends after it begins';
  if (region && !holidayRegions.includes(region)) return 'not a German state';
  if (closedDays.some((day) => !isDay(day))) return 'a day is written YYYY-MM-DD';
  return null;
}

const isDay = (day: string): boolean => {
  const at = new Date(`${day}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
};
