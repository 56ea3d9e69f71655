import { onScopeDispose } from 'vue';

/** Keys of a scanner follow each other faster than a person types. */
const fastestTypingMs = 60;
const shortestCode = 4;

type Field = HTMLInputElement | HTMLTextAreaElement;
const isField = (target: EventTarget | null): target is Field =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/**
 * Hears a scanner that types like a keyboard: a burst of keys ended by Enter or Tab goes to `take`. A field that had the
 * focus keeps what stood in it before: only the first key of a burst can have landed there.
 */
export function useScanner(take: (code: string) => void) {
  let burst = '';
  let lastAt = 0;
  let before: { field: Field; value: string } | undefined;

  function end(event: KeyboardEvent, isBurst: boolean) {
    const code = burst;
    burst = '';
    if (!isBurst || code.length < shortestCode) return;
    event.preventDefault();
    event.stopPropagation();
    if (before) {
      before.field.value = before.value;
      before.field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    take(code);
  }

  function onKeydown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isBurst = burst !== '' && event.timeStamp - lastAt < fastestTypingMs;
    lastAt = event.timeStamp;
    if (event.key === 'Enter' || event.key === 'Tab') return end(event, isBurst);
    if (event.key.length !== 1) return;
    if (isBurst) event.preventDefault();
    else before = isField(event.target) ? { field: event.target, value: event.target.value } : undefined;
    burst = isBurst ? burst + event.key : event.key;
  }
  window.addEventListener('keydown', onKeydown, { capture: true });
  onScopeDispose(() => window.removeEventListener('keydown', onKeydown, { capture: true }));
}
