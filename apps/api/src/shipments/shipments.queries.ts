import { raw } from '@mikro-orm/core';
import { containing } from '../pages.ts';
import type { ShipmentFilter } from './shipment.type.ts';

/** Tracking numbers and names are among what an order is found by. */
const ofOrder = '(select order_id from order_search where words like lower(?))';

/** The condition for the shipments that a filter means. */
export function whichShipments({ states, carrierId, overdue, problem, search }: ShipmentFilter): object {
  const like = containing(search);
  return {
    ...(states?.length ? { state: { $in: states } } : {}),
    ...(carrierId ? { carrierId } : {}),
    ...(typeof overdue === 'boolean' ? { overdue } : {}),
    ...(problem ? { problem: { $ne: null } } : {}),
    ...(like
      ? {
          $or: [
            { number: { $ilike: like } },
            { deliveryNoteNumber: { $ilike: like } },
            { orderId: { $in: raw(ofOrder, [like]) } },
          ],
        }
      : {}),
  };
}
