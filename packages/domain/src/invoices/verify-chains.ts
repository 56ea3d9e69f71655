import { transact, type Context } from '../kernel/transact.ts';
import { openTickets } from '../tickets/open-tickets.ts';
import { brokenLink, type Chained } from './chain-documents.ts';

/** What the check of one range found. */
export interface ChainReport {
  range: string;
  documents: number;
  /** Hash of the newest document: written down elsewhere, it proves the whole range. */
  head: string | null;
  /** The first document that does not follow from the one before it; null: the chain is whole. */
  broken: { number: string; why: 'link' | 'content' | 'gap' | 'head' | 'count' } | null;
}

const ofRange = `
  select number, data, prev_hash as "prevHash", hash from invoice where 'invoice-' || substring(number from 4 for 4) = ?
  union all
  select number, data, prev_hash, hash from credit_note where kind || '-' || substring(number from 4 for 4) = ?`;

/** Follows every chain of issued documents from its first to its newest link (GoBD: unchangeable, complete, in order). */
export async function verifyChains({ em }: Pick<Context, 'em'>): Promise<ChainReport[]> {
  const ranges = (await em.execute(
    `select name, hash, last from number_range where name ~ '^(invoice|correction|cancellation)-' order by name`,
  )) as { name: string; hash: string | null; last: number }[];
  const reports: ChainReport[] = [];
  for (const range of ranges) {
    const documents = (await em.execute(`select * from (${ofRange}) d order by length(number), number`, [
      range.name,
      range.name,
    ])) as Chained[];
    reports.push({
      range: range.name,
      documents: documents.length,
      head: range.hash,
      broken: broken(range, documents),
    });
  }
  return reports;
}

function broken(range: { hash: string | null; last: number }, documents: Chained[]): ChainReport['broken'] {
  const link = brokenLink(documents);
  if (link) return link;
  const newest = documents.at(-1);
  // The first number of a range is 100001.
  if (documents.length !== range.last - 100_000) return { number: newest?.number ?? '', why: 'count' };
  return newest && newest.hash !== range.hash ? { number: newest.number, why: 'head' } : null;
}

/** Checks the chains and opens a ticket for a broken one; run once a day. */
export function watchChains(ctx: Context): Promise<ChainReport[]> {
  return transact(ctx, async (tx) => {
    const reports = await verifyChains(tx);
    await openTickets(
      tx,
      reports
        .filter((report) => report.broken)
        .map(({ range, broken: of, documents }) => ({
          kind: 'invoice' as const,
          reason: 'chain_broken',
          cause: `chain:${range}`,
          evidence: { range, documents, ...of },
        })),
    );
    return reports;
  });
}
