interface Sleeper {
  at: number;
  wake: () => void;
}

/** A clock that jumps to the next thing that happens: time passes only while everybody sleeps, so a day takes as long as its work. */
export class SimulatedClock {
  #now: number;
  #awake = 0;
  readonly #sleepers: Sleeper[] = [];

  constructor(start: Date) {
    this.#now = start.getTime();
  }

  now = (): Date => new Date(this.#now);

  /** Lets these act beside each other until all are done, beginning at the same instant; whoever waits inside must wait by `sleep`. */
  async run(acts: (() => Promise<void>)[]): Promise<void> {
    this.#awake += acts.length;
    await Promise.all(acts.map((act) => act().finally(() => this.#rest())));
  }

  sleep = (ms: number): Promise<void> => {
    const { promise, resolve: wake } = Promise.withResolvers<void>();
    const at = this.#now + Math.max(0, ms);
    this.#sleepers.splice(this.#placeOf(at), 0, { at, wake });
    this.#rest();
    return promise;
  };

  /** Behind everybody who wakes no later. */
  #placeOf(at: number): number {
    let [from, to] = [0, this.#sleepers.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.#sleepers[middle]!.at <= at) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  #rest(): void {
    this.#awake -= 1;
    const next = this.#awake === 0 ? this.#sleepers.shift() : undefined;
    if (!next) return;
    this.#now = next.at;
    this.#awake += 1;
    next.wake();
  }
}
