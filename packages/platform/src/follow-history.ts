import type { Fact } from '@kontor/domain/history/fact';
import pg from 'pg';
import { wakeChannel } from './context.ts';

/** The cursor is no position of this history: reload, then follow from now. */
export class ResumeGap extends Error {
  override name = 'ResumeGap';
}

interface Position {
  xid: string;
  seq: string;
}

const batchSize = 500;

/** Follows the history from any position, in commit-safe order, across processes (architecture.md: History). */
export class HistoryFollower {
  readonly #pool: pg.Pool;
  readonly #url: string;
  readonly #wakers = new Set<() => void>();
  #listener: pg.Client | undefined;
  #backstop: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(url: string) {
    this.#url = url;
    this.#pool = new pg.Pool({ connectionString: url, max: 4 });
    this.#pool.on('error', () => {});
  }

  async start(): Promise<this> {
    await this.#listen();
    // A lost notification costs two seconds, never an event.
    this.#backstop = setInterval(() => this.#wake(), 2_000);
    return this;
  }

  /** The position up to which every follower has seen everything. */
  async head(): Promise<string> {
    const { rows } = await this.#pool.query<Position>(
      `select xid::text as xid, seq::text as seq from history
        where xid < pg_snapshot_xmin(pg_current_snapshot()) order by history.xid desc, history.seq desc limit 1`,
    );
    return rows[0] ? toCursor(rows[0]) : '0:0';
  }

  /** Every event after `since` (null: from now), once; ends when `signal` aborts. Throws ResumeGap on a cursor that is none. */
  async *follow(since: string | null, signal?: AbortSignal): AsyncGenerator<Fact> {
    let position = parseCursor(since ?? (await this.head()));
    const bell = new Bell();
    const wake = (): void => bell.ring();
    this.#wakers.add(wake);
    signal?.addEventListener('abort', wake);
    try {
      while (!signal?.aborted && !this.#closed) {
        bell.silence();
        const { events, held } = await this.#read(position);
        for (const event of events) {
          position = parseCursor(event.cursor);
          yield event;
        }
        if (held) await pause(20);
        else if (events.length < batchSize) await bell.rung();
      }
    } finally {
      this.#wakers.delete(wake);
      signal?.removeEventListener('abort', wake);
    }
  }

  /** The next events after a cursor that are safe to see, at most 500; empty: there are none yet. Throws ResumeGap. */
  async page(since: string): Promise<Fact[]> {
    return (await this.#read(parseCursor(since))).events;
  }

  /** Rings at once, and whenever something may have changed, at most once per `pauseMs`; ends when `signal` aborts. */
  async *wakes(signal: AbortSignal, pauseMs: number): AsyncGenerator<void> {
    const bell = new Bell();
    const wake = (): void => bell.ring();
    this.#wakers.add(wake);
    signal.addEventListener('abort', wake);
    try {
      while (!signal.aborted && !this.#closed) {
        bell.silence();
        yield;
        await pause(pauseMs);
        await bell.rung();
      }
    } finally {
      this.#wakers.delete(wake);
      signal.removeEventListener('abort', wake);
    }
  }

  /** Rows after the position; `held`: more are there, but an older transaction is still open. */
  async #read({ xid, seq }: Position): Promise<{ events: Fact[]; held: boolean }> {
    const { rows } = await this.#pool.query<HistoryRow>(
      `select xid::text as x, seq::text as s, type, order_id, ticket_id, actor, data, at,
              xid < pg_snapshot_xmin(pg_current_snapshot()) as settled
         from history where (xid, seq) > ($1::xid8, $2::bigint) order by history.xid, history.seq limit ${batchSize}`,
      [xid, seq],
    );
    const open = rows.findIndex((row) => !row.settled);
    const settled = open === -1 ? rows : rows.slice(0, open);
    return { events: settled.map(toEvent), held: open !== -1 };
  }

  async #listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, keepAlive: true });
    client.on('notification', () => this.#wake());
    client.on('error', () => {});
    await client.connect();
    await client.query(`listen ${wakeChannel}`);
    // Only now: a failed attempt also ends, and would be repeated twice, then four times, ...
    client.on('end', () => this.#reconnect());
    this.#listener = client;
    if (this.#closed) await client.end();
    this.#wake();
  }

  #reconnect(): void {
    if (!this.#closed) setTimeout(() => void this.#listen().catch(() => this.#reconnect()), 500);
  }

  #wake(): void {
    for (const wake of this.#wakers) wake();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#backstop);
    this.#wake();
    await this.#listener?.end();
    await this.#pool.end();
  }
}

interface HistoryRow {
  x: string;
  s: string;
  type: string;
  order_id: string | null;
  ticket_id: string | null;
  actor: string;
  data: Record<string, unknown>;
  at: Date;
  settled: boolean;
}

const toEvent = (row: HistoryRow): Fact => ({
  cursor: toCursor({ xid: row.x, seq: row.s }),
  type: row.type,
  orderId: row.order_id,
  ticketId: row.ticket_id,
  actor: row.actor,
  data: row.data,
  at: row.at,
});

const toCursor = ({ xid, seq }: Position): string => `${xid}:${seq}`;

function parseCursor(cursor: string): Position {
  const [, xid, seq] = /^(\d{1,19}):(\d{1,18})$/.exec(cursor) ?? [];
  if (xid === undefined || seq === undefined) throw new ResumeGap(`not a cursor: ${cursor}`);
  return { xid, seq };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Remembers a ring that came while nobody waited. */
class Bell {
  #pending = false;
  #resolve: (() => void) | undefined;
  ring(): void {
    this.#pending = true;
    this.#resolve?.();
  }
  silence(): void {
    this.#pending = false;
  }
  rung(): Promise<void> {
    return new Promise((resolve) => {
      this.#resolve = resolve;
      if (this.#pending) resolve();
    });
  }
}
