import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

const tables = `
  create table if not exists fact (key text primary key, value text not null);
  create table if not exists amazon_order (id text primary key, updated_at integer not null, status text not null, settled integer not null default 0, data text not null);
  create index if not exists amazon_order_updated on amazon_order (updated_at, id);
  create index if not exists amazon_order_settled on amazon_order (settled, status);
  create table if not exists timer (key text primary key, due_at integer not null, kind text not null, data text not null);
  create index if not exists timer_due on timer (due_at);
  create table if not exists mail (n integer primary key autoincrement, data text not null, raw blob not null);
  create table if not exists handover (shipment text primary key, carrier text not null, times integer not null, data text not null);
  create table if not exists settlement (id text primary key, created_at integer not null, data text not null, file blob not null);
`;

type Value = string | number | null | Uint8Array;

/** The world's memory: one SQLite file that survives a kill. */
export class State {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#db = new DatabaseSync(path.join(folder, 'world.sqlite'));
    this.#db.exec('pragma journal_mode = wal; pragma synchronous = normal;');
    this.#db.exec(tables);
  }

  all<Row>(sql: string, ...values: Value[]): Row[] {
    return this.#statement(sql).all(...values) as Row[];
  }

  get<Row>(sql: string, ...values: Value[]): Row | undefined {
    return this.#statement(sql).get(...values) as Row | undefined;
  }

  run(sql: string, ...values: Value[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  /** All or nothing. */
  atomically<T>(work: () => T): T {
    this.#db.exec('begin immediate');
    try {
      const result = work();
      this.#db.exec('commit');
      return result;
    } catch (error) {
      this.#db.exec('rollback');
      throw error;
    }
  }

  /** A fact that stays the same once it was made. */
  remembered(key: string, make: () => string): string {
    this.run(
      'insert into fact (key, value) select ?, ? where not exists (select 1 from fact where key = ?)',
      key,
      make(),
      key,
    );
    return this.get<{ value: string }>('select value from fact where key = ?', key)!.value;
  }

  /** Takes the next number of a series. */
  nextNumber(series: string, first: number): number {
    const sql = `insert into fact (key, value) values (?, ?) on conflict (key) do update set value = value + 1 returning value`;
    return Number(this.get<{ value: string }>(sql, series, String(first))!.value);
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const prepared = this.#db.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }
}
