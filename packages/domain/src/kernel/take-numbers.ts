import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Takes `count` consecutive numbers of a gapless range inside the running transaction: its row lock holds until commit,
 * and a rollback gives the numbers back (§ 14 (4) no. 4 UStG: consecutive; GoBD: gaps must be explainable).
 */
export async function takeNumbers(em: EntityManager, range: string, count: number): Promise<number[]> {
  const [row] = (await em.execute(
    `insert into number_range (name, last) values (?, 100000 + ?)
     on conflict (name) do update set last = number_range.last + ? returning last`,
    [range, count, count],
  )) as { last: number }[];
  return Array.from({ length: count }, (_, index) => row!.last - count + 1 + index);
}

/** Takes `count` values of a plain sequence; gaps may appear, as for order or ticket numbers. */
export async function takeSequence(em: EntityManager, sequence: string, count: number): Promise<number[]> {
  const rows = (await em.execute(`select nextval('${sequence}')::int as n from generate_series(1, ?)`, [count])) as {
    n: number;
  }[];
  return rows.map((row) => row.n);
}
