import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

const tables = `
  create table if not exists fact (key text primary key, value text not null);
  create table if not exists amazon_order (id text primary key, updated_at integer not null, status text not null, data text not null);
  create index if not exists amazon_order_updated on amazon_order (updated_at, id);
  create index if not exists amazon_order_created on amazon_order (json_extract(data, '$.order.createdTime'), id);
  create table if not exists timer (key text primary key, due_at integer not null, kind text not null, data text not null);
  create index if not exists timer_due on timer (due_at);
  create table if not exists mail (n integer primary key autoincrement, data text not null, raw blob not null);
  create table if not exists handover (shipment text primary key, carrier text not null, times integer not null, data text not null);
  create table if not exists settlement (id text primary key, created_at integer not null, data text not null, file blob not null);
  create table if not exists money (id text primary key, seller text not null, order_id text, posted_at integer not null, settlement text, data text not null);
  create index if not exists money_open on money (seller, settlement);
  create index if not exists money_order on money (order_id);
  create index if not exists money_posted on money (seller, posted_at);
  create table if not exists document (id text primary key, seller text not null, content_type text not null, zipped integer not null default 0, bytes blob);
  create table if not exists feed (id text primary key, seller text not null, type text not null, status text not null, created_at integer not null, data text not null);
  create table if not exists report (id text primary key, seller text not null, type text not null, status text not null, created_at integer not null, data text not null);
  create table if not exists invoice (order_id text not null, number text not null, data text not null, primary key (order_id, number));
  create table if not exists destination (id text primary key, name text not null, arn text not null);
  create table if not exists subscription (id text primary key, seller text not null, type text not null, destination text not null, data text not null);
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
