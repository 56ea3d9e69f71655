import type { EntityClass, EntityManager } from '@mikro-orm/postgresql';
import { decodeKeyset, pageSize, toPage, type Page } from './pages.ts';

/** A page of entities, newest first, by the instant in `at` and the id. */
export async function newestFirst<E extends { id: string }>(
  em: EntityManager,
  entity: EntityClass<E>,
  at: keyof E & string,
  where: object,
  page: { first: number | null; after: string | null },
): Promise<Page<E>> {
  const size = pageSize(page.first);
  const from = page.after ? [beyond(at, page.after)] : [];
  const orderBy = { [at]: 'desc', id: 'desc' };
  const rows = (await em.find(
    entity,
    { $and: [where, ...from] } as never,
    { orderBy, limit: size + 1 } as never,
  )) as E[];
  const totalCount = await em.count(entity, where as never);
  return toPage(rows, size, totalCount, (row) => ({ at: (row[at] as Date).toISOString(), id: row.id }));
}

/** Older than the cursor; the id decides between rows of one instant. */
function beyond(at: string, cursor: string): object {
  const key = decodeKeyset(cursor);
  const instant = new Date(key.at);
  // Stored instants are finer than a Date: within the same millisecond the id decides.
  const next = new Date(instant.getTime() + 1);
  return { $or: [{ [at]: { $lt: instant } }, { [at]: { $gte: instant, $lt: next }, id: { $lt: key.id } }] };
}
