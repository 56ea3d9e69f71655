import { invalid } from './answers.ts';
import type { Query } from './query.ts';

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

const known = ['processingStatuses', 'marketplaceIds', 'pageSize', 'createdSince', 'createdUntil', 'nextToken'];
const statuses = ['CANCELLED', 'DONE', 'FATAL', 'IN_PROGRESS', 'IN_QUEUE'];
const keptMs = 90 * 86_400_000;

/** Reads what getFeeds and getReports are asked; `typesName` is the parameter that or nextToken must be given. */
export function readListArguments(query: Query, typesName: 'feedTypes' | 'reportTypes'): ListArguments {
  const stranger = Object.keys(query).find((name) => name !== typesName && !known.includes(name));
  if (stranger) throw invalid(`The parameter ${stranger} is not known.`);
  if (query.nextToken !== undefined) {
    if (Object.keys(query).length > 1) throw invalid('nextToken must be the only parameter.');
    return readToken(query.nextToken);
  }
  const types = listOf(query[typesName]);
  if (!types.length) throw invalid(`${typesName} or nextToken must be given.`);
  if (types.length > 10) throw invalid(`At most ten ${typesName} are allowed.`);
  const wanted = listOf(query.processingStatuses);
  const wrong = wanted.find((status) => !statuses.includes(status));
  if (wrong !== undefined) throw invalid(`${wrong} is not a processing status.`);
  const size = Number(query.pageSize ?? 10);
  if (!Number.isInteger(size) || size < 1 || size > 100) throw invalid('pageSize must be between 1 and 100.');
  const since = query.createdSince === undefined ? Date.now() - keptMs : instantOf(query.createdSince, 'createdSince');
  const until =
    query.createdUntil === undefined ? Number.MAX_SAFE_INTEGER : instantOf(query.createdUntil, 'createdUntil');
  const marketplaceIds = listOf(query.marketplaceIds);
  return { types, statuses: wanted, marketplaceIds, since, until, size, skip: 0 };
}

/** A page of what was found, with the token of the next one. */
export function pageOf<T>(found: T[], asked: ListArguments): { page: T[]; nextToken?: string } {
  const page = found.slice(asked.skip, asked.skip + asked.size);
  const skip = asked.skip + asked.size;
  if (skip >= found.length) return { page };
  return { page, nextToken: Buffer.from(JSON.stringify({ ...asked, skip })).toString('base64url') };
}

export const listOf = (text: string | undefined): string[] => (text ? text.split(',').filter(Boolean) : []);

/** An ISO 8601 instant or day; throws 400. */
export function instantOf(text: string, name: string): number {
  const at = /^\d{4}-\d\d-\d\d(T|$)/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw invalid(`${name} is not an ISO 8601 date-time.`);
  return at;
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
