import type { World } from '../world.ts';
import type { Route } from './route.ts';
import { solicit, solicitationActions } from './solicitations.ts';

const base = '/solicitations/v1/orders/:id';

/** The Solicitations API. */
export const solicitationsRoutes = (world: World): Route[] => [
  {
    operation: 'getSolicitationActionsForOrder',
    method: 'get',
    path: base,
    handle: (account, { path, query }) => solicitationActions(world, account, path.id!, query),
  },
  {
    operation: 'createProductReviewAndSellerFeedbackSolicitation',
    method: 'post',
    path: `${base}/solicitations/productReviewAndSellerFeedback`,
    status: 201,
    handle: (account, { path, query }) => solicit(world, account, path.id!, query),
  },
];
