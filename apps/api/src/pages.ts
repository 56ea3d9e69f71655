import { GraphQLError } from 'graphql';
import type { PageInfoType } from './scalars.ts';

/** The form of every id; one of another form is nobody's. */
export const isId = (text: string): boolean => /^[0-9a-f-]{36}$/.test(text);

/** Typed text as SQL's `like` takes it literally. */
export const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** The pattern of a text that contains what somebody typed; null: nothing was typed. */
export function containing(typed: string | null | undefined): string | null {
  const text = typed?.trim();
  return text ? `%${literal(text)}%` : null;
}

/** A stored instant (SQL) as a cursor keeps it: finer than a Date, so that no row of the same millisecond is lost. */
export const exactly = (column: string): string =>
  `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** A position in a list, newest first: (instant, id). */
export interface Keyset {
  at: string;
  id: string;
}

export const encodeKeyset = ({ at, id }: Keyset): string => Buffer.from(`${at}|${id}`).toString('base64url');

/** Reads a cursor this API has given; throws BAD_USER_INPUT on any other text. */
export function decodeKeyset(cursor: string): Keyset {
  const [at, id, rest] = Buffer.from(cursor, 'base64url').toString().split('|');
  if (!at || !id || rest !== undefined || Number.isNaN(Date.parse(at)) || !isId(id))
    throw new GraphQLError('`after` is not a cursor of this list', { extensions: { code: 'BAD_USER_INPUT' } });
  return { at, id };
}

/** At most 200, at least 1; `otherwise` when nothing is said. */
export const pageSize = (first: number | null | undefined, otherwise = 50): number =>
  Math.min(200, Math.max(1, first ?? otherwise));

export interface Page<Node> {
  totalCount: number;
  edges: { cursor: string; node: Node }[];
  pageInfo: PageInfoType;
}

/** Makes a page of rows read with one more than asked for. */
export function toPage<Node>(
  rows: Node[],
  size: number,
  totalCount: number,
  keyOf: (node: Node) => Keyset,
): Page<Node> {
  const edges = rows.slice(0, size).map((node) => ({ cursor: encodeKeyset(keyOf(node)), node }));
  return { totalCount, edges, pageInfo: { hasNextPage: rows.length > size, endCursor: edges.at(-1)?.cursor ?? null } };
}
