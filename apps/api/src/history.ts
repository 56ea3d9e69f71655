import type { HistoryEntry } from '@kontor/domain/history/history.entity';
import type { ApiContext } from './context.ts';
import type { HistoryEntryType } from './history.type.ts';
import { nameActor } from './staff/name-actor.ts';

/** Rows of the history as the API gives them, with names. */
export async function toHistory(entries: HistoryEntry[], loaders: ApiContext['loaders']): Promise<HistoryEntryType[]> {
  const actors = await Promise.all(entries.map((entry) => nameActor(entry.actor, loaders)));
  return entries.map(({ xid, seq, type, at, data }, index) => ({
    cursor: `${xid}:${seq}`,
    type,
    actor: actors[index]!,
    at,
    data,
  }));
}
