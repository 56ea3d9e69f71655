import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { accounts } from '../amazon/accounts.ts';
import type { StoredOrder } from '../amazon/amazon-order.ts';
import { confirmShipment } from '../amazon/confirm-shipment.ts';
import { findOrder, saveOrder } from '../amazon/order-store.ts';
import { orderKinds } from '../population/make-order.ts';
import type { Parts } from './admin.routes.ts';

const newOrders = z.object({
  kind: z.enum(orderKinds).default('plain'),
  count: z.number().int().min(1).max(10_000).default(1),
  /** Which account sells it, and at which of its marketplaces. */
  sellerId: z.enum(accounts.map((account) => account.sellerId)).optional(),
  marketplaceId: z.string().optional(),
  deliveredDaysAgo: z.number().min(0).max(90).optional(),
  express: z.boolean().optional(),
});
const claim = z.object({ kind: z.enum(['chargeback', 'guarantee']).default('guarantee') });
const address = z.record(z.string(), z.string());
const parcel = z.object({ trackingNumber: z.string().min(1), carrierCode: z.string().default('DHL') });

/** What buyers and sellers do at the marketplace by hand. */
export function ordersRoutes({ world, population, ledger }: Parts): Router {
  const router = express.Router();
  router.use(express.json());
  router.post('/orders', (request, response) => {
    const { kind, count, ...where } = newOrders.parse(request.body ?? {});
    response.json({
      orderIds: world.state.atomically(() => Array.from({ length: count }, () => population.order(kind, where))),
    });
  });

  /** An act on an order; throws when the order or what was given does not allow it. */
  const act = <Given>(name: string, shape: z.ZodType<Given>, of: (stored: StoredOrder, given: Given) => void): void => {
    router.post(`/orders/:id/${name}`, (request: Request, response: Response) => {
      const stored = findOrder(world, String(request.params.id));
      if (!stored) return void response.status(404).json({ error: 'there is no such order' });
      const given = shape.parse(request.body ?? {});
      world.state.atomically(() => of(stored, given));
      response.json({ orderId: stored.order.orderId });
    });
  };
  act('chargeback', claim, (stored, { kind }) => {
    if (!ledger.claimBack(stored, kind === 'chargeback' ? 'Chargeback' : 'GuaranteeClaim'))
      throw new Error('nothing was paid for this order');
  });
  // The buyer changes where the parcel goes; without anything given the order is told again as it is.
  act('address', address, (stored, given) => {
    Object.assign(stored.order.recipient!.deliveryAddress!, given);
    saveOrder(world, stored);
  });
  // The seller confirms the shipment in the marketplace's own pages.
  act('ship', parcel, ({ sellerId, order }, given) =>
    confirmShipment(
      world,
      accounts.find((known) => known.sellerId === sellerId)!,
      order.orderId,
      {
        marketplaceId: order.salesChannel.marketplaceId,
        packageDetail: {
          packageReferenceId: '900',
          ...given,
          shipDate: new Date(world.marketplaceNow()).toISOString(),
          orderItems: order.orderItems.map(({ orderItemId, quantityOrdered: quantity }) => ({ orderItemId, quantity })),
        },
      },
    ),
  );
  router.use((error: unknown, _request: Request, response: Response, _next: () => void) => {
    if (error instanceof z.ZodError) return void response.status(400).json({ error: error.issues[0]?.message });
    const { status = 409, message } = error as Error & { status?: number };
    response.status(status).json({ error: message });
  });
  return router;
}
