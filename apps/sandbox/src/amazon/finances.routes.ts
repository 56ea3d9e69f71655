import type { World } from '../world.ts';
import { listTransactions } from './finances.ts';
import type { Ledger } from './ledger.ts';
import type { Route } from './route.ts';

/** The Finances API, as far as movements go. */
export const financesRoutes = (world: World, ledger: Ledger): Route[] => [
  {
    operation: 'listTransactions',
    method: 'get',
    path: '/finances/2024-06-19/transactions',
    handle: (account, { query }) => listTransactions(world, ledger, account, query),
  },
];
