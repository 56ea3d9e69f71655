import { onScopeDispose } from 'vue';

/** Acts every so often while the page can be seen, until it is left. */
export function useTick(ms: number, act: () => void) {
  const tick = setInterval(() => {
    if (!document.hidden) act();
  }, ms);
  onScopeDispose(() => clearInterval(tick));
}

/** What may be wanted often, done at most every so often while the page can be seen, until it is left. */
export function useAtMostEvery(ms: number, act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  function soon() {
    timer ??= setTimeout(() => {
      timer = undefined;
      if (document.hidden) soon();
      else act();
    }, ms);
  }
  onScopeDispose(() => clearTimeout(timer));
  return soon;
}
