import { SettlementItem } from '@kontor/domain/settlements/settlement.entity';
import type { EntityManager } from '@mikro-orm/postgresql';
import { GraphQLError } from 'graphql';
import { pageSize, type Page } from '../pages.ts';

/** Items of a settlement in the sequence of its file, page by page. */
export async function itemsInOrder<Item extends SettlementItem>(
  em: EntityManager,
  where: object,
  page: { first: number | null; after: string | null },
): Promise<Page<Item>> {
  const size = pageSize(page.first);
  const beyond = page.after ? [{ itemNo: { $gt: lineOf(page.after) } }] : [];
  const rows = await em.find(SettlementItem, { $and: [where, ...beyond] } as never, {
    orderBy: { itemNo: 'asc' },
    limit: size + 1,
  });
  const edges = rows.slice(0, size).map((node) => ({ cursor: String(node.itemNo), node: node as Item }));
  const pageInfo = { hasNextPage: rows.length > size, endCursor: edges.at(-1)?.cursor ?? null };
  return { totalCount: await em.count(SettlementItem, where as never), edges, pageInfo };
}

function lineOf(cursor: string): number {
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  throw new GraphQLError('`after` is not a cursor of this list', { extensions: { code: 'BAD_USER_INPUT' } });
}
