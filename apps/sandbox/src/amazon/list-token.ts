import { invalid } from './answers.ts';
import { instantOf, listOf, type Query } from './query.ts';

/** What a list of feeds or reports is asked for; a token holds it with the position. */
export interface ListArguments {
  types: string[];
  statuses: string[];
  marketplaceIds: string[];
  since: number;
  until: number;
  size: number;
  skip: number;
}

const keptMs = 90 * 86_400_000;

/** Reads what getFeeds and getReports are asked; `typesName` is the parameter that or nextToken must be given. */
export function readListArguments(query: Query, typesName: 'feedTypes' | 'reportTypes'): ListArguments {
  if (query.nextToken !== undefined) {
    if (Object.keys(query).length > 1) throw invalid('nextToken must be the only parameter.');
    return readToken(query.nextToken);
  }
  const types = listOf(query[typesName]);
  if (!types.length) throw invalid(`${typesName} or nextToken must be given.`);
  const since = query.createdSince === undefined ? Date.now() - keptMs : instantOf(query.createdSince, 'createdSince');
  const until =
    query.createdUntil === undefined ? Number.MAX_SAFE_INTEGER : instantOf(query.createdUntil, 'createdUntil');
  return {
    types,
    statuses: listOf(query.processingStatuses),
    marketplaceIds: listOf(query.marketplaceIds),
    since,
    until,
    size: Number(query.pageSize ?? 10),
    skip: 0,
  };
}

/** A page of what was found, with the token of the next one. */
export function pageOf<T>(found: T[], asked: ListArguments): { page: T[]; nextToken?: string } {
  const page = found.slice(asked.skip, asked.skip + asked.size);
  const skip = asked.skip + asked.size;
  if (skip >= found.length) return { page };
  return { page, nextToken: Buffer.from(JSON.stringify({ ...asked, skip })).toString('base64url') };
}

function readToken(token: string): ListArguments {
  try {
    const asked = JSON.parse(Buffer.from(token, 'base64url').toString()) as ListArguments;
    if (Number.isInteger(asked.skip) && Array.isArray(asked.types)) return asked;
  } catch {
    // Answered below, like every other bad token.
  }
  throw invalid('nextToken is invalid.');
}
