import type { CombinedError } from '@urql/core';
import { listClient } from '../api/client.ts';
import { graphql } from '../gql';
import type { OrderRow } from '../live/documents.ts';
import { applyRow, missingRows, trimRows, type OrderFeed } from './order-feed.ts';

const OrdersByIds = graphql(`
  query OrdersByIds($ids: [ID!]!) {
    ordersByIds(ids: $ids) {
      ...OrderRow
    }
  }
`);
const BATCH_MS = 40;
const BATCH_ROWS = 200;
const MOST_ROWS = 6_000;

/** Reads the rows of the list that are on the screen, soon and together, and forgets those far away. */
export class RowWindow {
  readonly #feed: OrderFeed;
  readonly #fits: (row: OrderRow) => boolean;
  readonly #onProblem: (error: CombinedError) => void;
  readonly #asked = new Set<string>();
  #range: [number, number] = [0, 60];
  #batch: ReturnType<typeof setTimeout> | undefined;

  constructor(feed: OrderFeed, fits: (row: OrderRow) => boolean, onProblem: (error: CombinedError) => void) {
    this.#feed = feed;
    this.#fits = fits;
    this.#onProblem = onProblem;
  }

  /** The rows from…until are on the screen. */
  look(from: number, until: number): void {
    this.#range = [from, until];
    this.#batch ??= setTimeout(() => this.#readMissing(), BATCH_MS);
  }

  lookAgain(): void {
    this.look(...this.#range);
  }

  close(): void {
    clearTimeout(this.#batch);
  }

  #readMissing(): void {
    this.#batch = undefined;
    const [from, until] = this.#range;
    const missing = missingRows(this.#feed, from - 20, until + 40, this.#asked).slice(0, BATCH_ROWS);
    if (missing.length) void this.#read(missing);
    trimRows(this.#feed, from, until, MOST_ROWS);
  }

  async #read(ids: string[]): Promise<void> {
    for (const id of ids) this.#asked.add(id);
    const { data, error } = await listClient.query(OrdersByIds, { ids }).toPromise();
    for (const id of ids) this.#asked.delete(id);
    if (error) this.#onProblem(error);
    for (const row of data?.ordersByIds ?? []) applyRow(this.#feed, row, this.#fits(row));
  }
}
