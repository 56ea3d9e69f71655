/** What one try of the subscription reports. */
export interface Sink<T> {
  item(item: T): void;
  /** Position too old for the server's log: everything shown has to be read again. */
  gap(): void;
  /** The try is over: connection lost, refused or completed. */
  over(): void;
}

export interface ResumeOptions<T> {
  /** Opens the subscription after `since` (undefined = from now); returns how to close it. */
  open(since: string | undefined, sink: Sink<T>): () => void;
  cursorOf(item: T): string;
  take(item: T): void;
  gap(): void;
  /** Runs `task` after `ms`; returns how to call it off. */
  later(ms: number, task: () => void): () => void;
  random?: () => number;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 15_000;
const REMEMBERED = 256;

/** Wait before try number `attempt` (0 = the first repetition): 250 ms · 2ⁿ up to 15 s, half of it random. */
export function backOff(attempt: number, random: () => number): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  return full / 2 + (full / 2) * random();
}

/** Keeps one subscription open for ever and goes on after the last cursor received; cursors are opaque. */
export class ResumeLoop<T> {
  readonly #options: ResumeOptions<T>;
  readonly #random: () => number;
  readonly #seen = new Set<string>();
  #position: string | undefined;
  #attempt = 0;
  #close: (() => void) | undefined;
  #callOff: (() => void) | undefined;
  #generation = 0;
  #running = false;
  #anchored = false;
  #blind = false;

  constructor(options: ResumeOptions<T>) {
    this.#options = options;
    this.#random = options.random ?? Math.random;
  }

  /** The last cursor received, or undefined while none is known. */
  position(): string | undefined {
    return this.#position;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#open();
  }

  stop(): void {
    this.#running = false;
    this.#stopTry();
    this.#forget();
    this.#attempt = 0;
    this.#blind = false;
  }

  /** Go on from a cursor that a query answered; only the first one closes a hole, later ones are no news. */
  anchor(cursor: string): void {
    if (this.#anchored) return;
    this.#anchored = true;
    this.#position = cursor;
    if (this.#running) this.#open();
  }

  /** The network is back: try now. */
  wake(): void {
    if (!this.#running || !this.#callOff) return;
    this.#attempt = 0;
    this.#open();
  }

  /** The connection stands: the next wait is short; if it broke before a cursor was known, changes may be missing. */
  connected(): void {
    this.#attempt = 0;
    if (!this.#blind) return;
    this.#blind = false;
    this.#options.gap();
  }

  #take(item: T): void {
    this.#attempt = 0;
    const cursor = this.#options.cursorOf(item);
    if (this.#seen.has(cursor)) return;
    this.#remember(cursor);
    this.#options.take(item);
  }

  #remember(cursor: string): void {
    this.#position = cursor;
    this.#seen.add(cursor);
    if (this.#seen.size > REMEMBERED) this.#seen.delete(this.#seen.values().next().value!);
  }

  #forget(): void {
    this.#position = undefined;
    this.#anchored = false;
    this.#seen.clear();
  }

  #stopTry(): void {
    this.#generation++;
    this.#callOff?.();
    this.#close?.();
    this.#callOff = this.#close = undefined;
  }

  #open(): void {
    this.#stopTry();
    const mine = this.#generation;
    const current = (act: () => void) => {
      if (this.#running && mine === this.#generation) act();
    };
    const closeThis = this.#options.open(this.#position, {
      item: (item) => current(() => this.#take(item)),
      gap: () => current(() => this.#reload()),
      over: () => current(() => this.#tryAgain()),
    });
    if (mine === this.#generation) this.#close = closeThis;
    else closeThis();
  }

  #reload(): void {
    this.#forget();
    this.#retry();
    this.#options.gap();
  }

  #tryAgain(): void {
    this.#blind ||= this.#position === undefined;
    this.#retry();
  }

  #retry(): void {
    this.#stopTry();
    this.#callOff = this.#options.later(backOff(this.#attempt++, this.#random), () => this.#open());
  }
}
