import { addWorkingDays, type WorkingCalendar } from '../kernel/working-calendar.ts';
import type { Arrival } from './decision.ts';
import type { CarrierTerms, ServiceTerms } from './matrix-terms.ts';

/**
 * When a shipment decided at `at` (local, '2026-11-25T14:30') arrives: before the cut-off of a working day of the carrier it
 * leaves the same day; then the parcel service's days count, without the holidays of all Germany. Null: it never works.
 */
export function expectArrival(at: string, carrier: CarrierTerms, service: ServiceTerms): Arrival | null {
  const { cutOff, transitDays } = service;
  const [today, clock] = at.split('T') as [string, string];
  const dispatch = addWorkingDays(carrier.calendar, today, 0);
  if (!dispatch) return null;
  const missedCutOff = dispatch.day === today && clock > cutOff;
  const ships = missedCutOff ? addWorkingDays(carrier.calendar, today, 1) : dispatch;
  if (!ships) return null;
  const onTheWay: WorkingCalendar = { weekdays: service.deliveryWeekdays, region: 'BUND', closedOn: [] };
  const arrives = addWorkingDays(onTheWay, ships.day, transitDays);
  if (!arrives) return null;
  return {
    cutOff,
    missedCutOff,
    shipsOn: ships.day,
    transitDays,
    arrivesOn: arrives.day,
    skipped: [...ships.skipped, ...arrives.skipped],
  };
}
