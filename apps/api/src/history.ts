import type { HistoryEntry } from '@kontor/domain/history/history.entity';
import type { ApiContext } from './context.ts';
import type { HistoryEntryType } from './orders/order.type.ts';

/** 'staff:<id>' and 'token:<id>' with the name instead of the id. */
export async function nameActor(actor: string, loaders: ApiContext['loaders']): Promise<string> {
  const [, kind, id] = /^(staff|token):(.+)$/.exec(actor) ?? [];
  if (!kind || !id) return actor;
  const known = await (kind === 'staff' ? loaders.staff : loaders.token).load(id);
  return `${kind}:${known?.name ?? id}`;
}

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
