const nextFrame = (task: () => void) => (document.hidden ? setTimeout(task, 250) : requestAnimationFrame(task));

/** Collects what comes in and hands it over once per frame, as soon as it may. */
export class FrameQueue<T> {
  readonly #take: (items: T[]) => void;
  readonly #may: () => boolean;
  #items: T[] = [];

  constructor(take: (items: T[]) => void, may: () => boolean) {
    this.#take = take;
    this.#may = may;
  }

  push(item: T): void {
    if (this.#items.push(item) === 1) nextFrame(() => this.flush());
  }

  flush(): void {
    if (!this.#may()) return;
    const items = this.#items;
    this.#items = [];
    this.#take(items);
  }
}
