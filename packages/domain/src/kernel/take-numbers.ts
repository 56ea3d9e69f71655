import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Takes `count` consecutive numbers of a gapless range inside the running transaction: its row lock holds until commit,
 * and a rollback gives the numbers back (§ 14 (4) no. 4 UStG: consecutive; GoBD: gaps must be explainable).
 */
export async function takeNumbers(em: EntityManager, range: string, count: number): Promise<number[]> {
  return (await takeChained(em, range, count)).numbers;
}

/**
 * Takes numbers of a range whose documents are chained: `previous` is the hash of the last one, null for the first. Whoever
 * takes them leaves the hash of the newest with setChainHash in the same transaction.
 */
export async function takeChained(
  em: EntityManager,
  range: string,
  count: number,
): Promise<{ numbers: number[]; previous: string | null }> {
  const [row] = (await em.execute(
    `insert into number_range (name, last) values (?, 100000 + ?)
     on conflict (name) do update set last = number_range.last + ? returning last, hash`,
    [range, count, count],
  )) as { last: number; hash: string | null }[];
  const numbers = Array.from({ length: count }, (_, index) => row!.last - count + 1 + index);
  return { numbers, previous: row!.hash };
}

export const setChainHash = (em: EntityManager, range: string, hash: string): Promise<unknown> =>
  em.execute('update number_range set hash = ? where name = ?', [hash, range]);

/** Takes `count` values of a plain sequence; gaps may appear, as for order or ticket numbers. */
export async function takeSequence(em: EntityManager, sequence: string, count: number): Promise<number[]> {
  const rows = (await em.execute(`select nextval('${sequence}')::int as n from generate_series(1, ?)`, [count])) as {
    n: number;
  }[];
  return rows.map((row) => row.n);
}
