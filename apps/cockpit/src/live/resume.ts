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
export function resumeLoop<T>(options: ResumeOptions<T>) {
  const random = options.random ?? Math.random;
  const seen = new Set<string>();
  let position: string | undefined;
  let attempt = 0;
  let close: (() => void) | undefined;
  let callOff: (() => void) | undefined;
  let generation = 0;
  let running = false;
  let anchored = false;
  let blind = false;

  function remember(cursor: string) {
    position = cursor;
    seen.add(cursor);
    if (seen.size > REMEMBERED) seen.delete(seen.values().next().value!);
  }

  function take(item: T) {
    attempt = 0;
    const cursor = options.cursorOf(item);
    if (seen.has(cursor)) return;
    remember(cursor);
    options.take(item);
  }

  function forget() {
    position = undefined;
    anchored = false;
    seen.clear();
  }

  function stopTry() {
    generation++;
    callOff?.();
    close?.();
    callOff = close = undefined;
  }

  function open() {
    stopTry();
    const mine = generation;
    const current = (act: () => void) => {
      if (running && mine === generation) act();
    };
    const closeThis = options.open(position, {
      item: (item) => current(() => take(item)),
      gap: () =>
        current(() => {
          forget();
          retry();
          options.gap();
        }),
      over: () =>
        current(() => {
          blind ||= position === undefined;
          retry();
        }),
    });
    if (mine === generation) close = closeThis;
    else closeThis();
  }

  function retry() {
    stopTry();
    callOff = options.later(backOff(attempt++, random), open);
  }

  return {
    /** The last cursor received, or undefined while none is known. */
    position: () => position,
    start() {
      if (running) return;
      running = true;
      open();
    },
    stop() {
      running = false;
      stopTry();
      forget();
      attempt = 0;
      blind = false;
    },
    /** Go on from a cursor that a query answered; only the first one closes a hole, later ones are no news. */
    anchor(cursor: string) {
      if (anchored) return;
      anchored = true;
      position = cursor;
      if (running) open();
    },
    /** The network is back: try now. */
    wake() {
      if (!running || !callOff) return;
      attempt = 0;
      open();
    },
    /** The connection stands: the next wait is short; if it broke before a cursor was known, changes may be missing. */
    connected() {
      attempt = 0;
      if (!blind) return;
      blind = false;
      options.gap();
    },
  };
}
