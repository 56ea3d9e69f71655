import type { Account } from './accounts.ts';
import type { Operation } from './operations.ts';
import type { Query } from './query.ts';

/** What an operation is told of its request. */
export interface Asked {
  path: Record<string, string>;
  query: Query;
  body: unknown;
}

/** An operation of the API and where it is mounted. */
export interface Route {
  operation: Operation;
  method: 'get' | 'post' | 'delete';
  path: string;
  /** The status of success; 200 when nothing else is said. */
  status?: number;
  /** Served with a token that stands for no seller. */
  grantless?: boolean;
  /** Gives the body of success; null for an answer without one. */
  handle(account: Account, asked: Asked): object | null;
}
