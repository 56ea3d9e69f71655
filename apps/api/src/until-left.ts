/** A subscription that ends when its reader leaves; a generator alone would wait for one more event first. */
export function untilLeft<Event>(
  open: (signal: AbortSignal) => AsyncGenerator<Event, undefined>,
): AsyncIterableIterator<Event> {
  const left = new AbortController();
  const events = open(left.signal);
  return {
    next: () => events.next(),
    return() {
      left.abort();
      return events.return(undefined);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
