import type { State } from './state.ts';

export type TimerKind =
  | 'new-order'
  | 'unpend'
  | 'cancel-request'
  | 'self-cancel'
  | 'fba-ships'
  | 'close-settlement'
  | 'feed-starts'
  | 'feed-ends'
  | 'report-starts'
  | 'report-ends'
  | 'nord-answers'
  | 'sued-answers'
  | 'rhein-answers'
  | 'pack'
  | 'relay';
type Handler = (data: never, key: string) => Promise<void> | void;

interface Timer {
  key: string;
  kind: TimerKind;
  data: string;
}

const tickMs = 100;
const retryMs = 1_000;
const batch = 200;

/** Things that will happen: each is a row, done once; one that fails is tried again a second later, for ever. */
export class Timers {
  readonly #state: State;
  readonly #handlers = new Map<TimerKind, Handler>();
  readonly #running = new Set<string>();
  #tick: NodeJS.Timeout | undefined;

  constructor(state: State) {
    this.#state = state;
  }

  on<Data>(kind: TimerKind, handler: (data: Data, key: string) => Promise<void> | void): void {
    this.#handlers.set(kind, handler as Handler);
  }

  /** Sets a timer; one that is set already keeps its time. */
  set(key: string, kind: TimerKind, inMs: number, data: object = {}): void {
    this.#state.run(
      'insert into timer (key, due_at, kind, data) values (?, ?, ?, ?) on conflict do nothing',
      key,
      Math.round(Date.now() + inMs),
      kind,
      JSON.stringify(data),
    );
  }

  clear(key: string): void {
    this.#state.run('delete from timer where key = ?', key);
  }

  start(): void {
    this.#tick = setInterval(() => this.#runDue(), tickMs);
  }

  stop(): void {
    clearInterval(this.#tick);
  }

  #runDue(): void {
    const due = this.#state.all<Timer>(
      'select key, kind, data from timer where due_at <= ? order by due_at limit ?',
      Date.now(),
      batch,
    );
    for (const timer of due) if (!this.#running.has(timer.key)) void this.#run(timer);
  }

  async #run({ key, kind, data }: Timer): Promise<void> {
    this.#running.add(key);
    try {
      await this.#handlers.get(kind)?.(JSON.parse(data) as never, key);
      this.clear(key);
    } catch {
      this.#state.run('update timer set due_at = ? where key = ?', Date.now() + retryMs, key);
    } finally {
      this.#running.delete(key);
    }
  }
}
