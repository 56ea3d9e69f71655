import { onScopeDispose } from 'vue';

/** In a field keys of a scanner are told from typing by their speed; elsewhere nobody types, and a busy tablet may stutter. */
const pauseMs = { inField: 60, elsewhere: 1_000 };
const shortestCode = 4;

type Field = HTMLInputElement | HTMLTextAreaElement;
const isField = (target: EventTarget | null): target is Field =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/** A field that is made for codes takes a scan as typing. */
const takesCodes = (target: EventTarget | null): boolean => isField(target) && 'code' in target.dataset;

/**
 * Hears a scanner that types like a keyboard: a burst of keys ended by Enter or Tab goes to `take`. Another field that had
 * the focus keeps what stood in it before: only the first key of a burst can have landed there.
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
    if (event.ctrlKey || event.metaKey || event.altKey || takesCodes(event.target)) return;
    const pause = isField(event.target) ? pauseMs.inField : pauseMs.elsewhere;
    const isBurst = burst !== '' && event.timeStamp - lastAt < pause;
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
