import { closedBecause } from '../kernel/working-calendar.ts';
import { addWorkingMinutes } from '../kernel/working-hours.ts';
import type { CarrierCalendar } from './matrix-terms.ts';

/** What a carrier has agreed to. */
export interface ConfirmationTerms {
  confirmWithinMinutes: number;
  calendar?: CarrierCalendar | null;
}

/** Until when a carrier must have confirmed what it has since `from` (F26): only its working hours count, in the company's zone. Pure. */
export function confirmBy({ confirmWithinMinutes, calendar }: ConfirmationTerms, from: Date, timeZone: string): Date {
  const { from: opens, to: closes } = calendar?.hours ?? { from: '00:00', to: '24:00' };
  const isOpen = (day: string): boolean => !calendar || !closedBecause(calendar, day);
  return addWorkingMinutes(from, confirmWithinMinutes, (day) => (isOpen(day) ? [opens, closes] : null), timeZone);
}
