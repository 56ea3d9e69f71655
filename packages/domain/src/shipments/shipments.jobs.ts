import { z } from 'zod';
import { defineJob } from '../kernel/jobs.ts';

export const handOverShipments = defineJob({ name: 'shipments.hand-over', input: z.object({ orderId: z.string() }) });
export const takeMessages = defineJob({ name: 'shipments.take-messages', input: z.object({ messageId: z.string() }) });
/** Puts everything that waits for a carrier's collective file into one. */
export const closeBatches = defineJob({
  name: 'shipments.close-batches',
  input: z.object({ carrierId: z.string() }),
  retryLimit: 2,
});
export const collectReturns = defineJob({
  name: 'shipments.collect-returns',
  input: z.object({ carrierId: z.string() }),
  retryLimit: 0,
});
export const watchDeadlines = defineJob({ name: 'shipments.watch-deadlines', input: z.object({}), retryLimit: 0 });
/** Warns of orders whose ship-by deadline at the channel is near (F28). */
export const watchShipBy = defineJob({ name: 'shipments.watch-ship-by', input: z.object({}), retryLimit: 0 });
export const printDeliveryNotes = defineJob({
  name: 'shipments.print-delivery-notes',
  input: z.object({ orderId: z.string() }),
});
export const reportShipments = defineJob({
  name: 'shipments.report-to-channel',
  input: z.object({ orderId: z.string(), shipmentId: z.string() }),
});
export const routeOrders = defineJob({ name: 'shipments.route-orders', input: z.object({ orderId: z.string() }) });
