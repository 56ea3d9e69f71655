const AGAIN_MS = 3_000;

/** Opens something again a little after it has failed, until the returned function is called. */
export function keepOpen(
  open: (again: () => void) => () => void,
  later: (ms: number, task: () => void) => () => void,
): () => void {
  let stopWaiting = () => {};
  let close = () => {};
  const start = () => {
    close = open(() => (stopWaiting = later(AGAIN_MS, start)));
  };
  start();
  return () => {
    stopWaiting();
    close();
  };
}
