import type { World } from '../world.ts';
import { confirmShipment } from './confirm-shipment.ts';
import type { Route } from './route.ts';
import { getOrder, searchOrders } from './search-orders.ts';

/** The Orders API 2026-01-01, and what of v0 has no successor. */
export const ordersRoutes = (world: World): Route[] => [
  {
    operation: 'searchOrders',
    method: 'get',
    path: '/orders/2026-01-01/orders',
    handle: (account, { query }) => searchOrders(world, account, query),
  },
  {
    operation: 'getOrder',
    method: 'get',
    path: '/orders/2026-01-01/orders/:id',
    handle: (account, { path, query }) => getOrder(world, account, path.id!, query),
  },
  {
    operation: 'confirmShipment',
    method: 'post',
    path: '/orders/v0/orders/:id/shipmentConfirmation',
    status: 204,
    handle(account, { path, body }) {
      confirmShipment(world, account, path.id!, body);
      return null;
    },
  },
];
