import type { OrderRow } from '../live/documents.ts';

/** The list on the screen: a frozen order of ids, the rows known so far, and what changed since it was read. */
export interface OrderFeed {
  ids: readonly string[];
  listed: ReadonlySet<string>;
  rows: Map<string, OrderRow>;
  /** Orders that would now be listed but are not yet: only counted. */
  fresh: Set<string>;
  /** Listed orders that no longer fit the filter: they stay, marked. */
  gone: Set<string>;
  /** When a row last changed before the reader's eyes, in ms. */
  changedAt: Map<string, number>;
}

export const emptyFeed = (): OrderFeed => ({
  ids: [],
  listed: new Set(),
  rows: new Map(),
  fresh: new Set(),
  gone: new Set(),
  changedAt: new Map(),
});

/** A snapshot of ids replaces the list; known rows are kept, they are at least as new. */
export function applyIndex(feed: OrderFeed, ids: readonly string[], fits: (row: OrderRow) => boolean) {
  feed.ids = ids;
  feed.listed = new Set(ids);
  feed.fresh.clear();
  feed.gone.clear();
  feed.changedAt.clear();
  for (const row of feed.rows.values()) if (feed.listed.has(row.id) && !fits(row)) feed.gone.add(row.id);
}

/**
 * The whole list behind its head, read a moment later: the head stays as it is, what has come into it since is only
 * counted, as every new order is.
 */
export function extendIndex(feed: OrderFeed, all: readonly string[]) {
  const behind = all.lastIndexOf(feed.ids.at(-1) ?? '') + 1;
  const tail = all.slice(behind).filter((id) => !feed.listed.has(id));
  feed.ids = [...feed.ids, ...tail];
  feed.listed = new Set(feed.ids);
  for (const id of tail) feed.fresh.delete(id);
}

function mark(set: Set<string>, id: string, on: boolean) {
  if (on) set.add(id);
  else set.delete(id);
}

/** Takes a row if it is not older than the one known; never moves, adds or removes a listed row. */
export function applyRow(feed: OrderFeed, row: OrderRow, fits: boolean): boolean {
  const known = feed.rows.get(row.id);
  if (known && row.rev < known.rev) return false;
  const listed = feed.listed.has(row.id);
  if (listed || known) feed.rows.set(row.id, row);
  if (!listed) {
    mark(feed.fresh, row.id, fits);
    return false;
  }
  mark(feed.gone, row.id, !fits);
  return true;
}

/** A change that arrived live: like a row, and it flashes if something was seen before. */
export function applyChange(feed: OrderFeed, row: OrderRow, fits: boolean, now: number) {
  const before = feed.rows.get(row.id);
  if (applyRow(feed, row, fits) && before && row.rev > before.rev) feed.changedAt.set(row.id, now);
}

/** Ids of a stretch of the list whose rows are still missing. */
export function missingRows(feed: OrderFeed, from: number, until: number, asked: ReadonlySet<string>): string[] {
  return feed.ids.slice(Math.max(0, from), until).filter((id) => !feed.rows.has(id) && !asked.has(id));
}

/** Forgets rows far from the reader once more than `most` are kept. */
export function trimRows(feed: OrderFeed, from: number, until: number, most: number) {
  if (feed.rows.size <= most) return;
  const near = new Set(feed.ids.slice(Math.max(0, from - most / 4), until + most / 4));
  for (const id of feed.rows.keys()) if (!near.has(id)) feed.rows.delete(id);
}
