import { onScopeDispose } from 'vue';
import { useRouter } from 'vue-router';
import { useSession } from '../sign-in/session.ts';
import { placeOf } from './nav-links.ts';

const CHORD_MS = 1_200;

/** Is the reader typing? Then letters are text. */
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** A dialog or a menu is open: keys belong to it. */
const dialogOpen = () =>
  document.querySelector('[role=dialog][data-state=open], [role=menu][data-state=open]') !== null;

/** ⌘K, ? and the chords of nav-links.ts (g o, g t …), on every page. */
export function useGlobalKeys(acts: { palette(): void; help(): void }) {
  const router = useRouter();
  const { staff } = useSession();
  let chordUntil = 0;

  function onKeydown(event: KeyboardEvent) {
    if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      return acts.palette();
    }
    if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target) || dialogOpen()) return;
    if (event.key === '?') return acts.help();
    const place = performance.now() < chordUntil ? placeOf(event.key, staff.value?.role) : undefined;
    chordUntil = event.key === 'g' ? performance.now() + CHORD_MS : 0;
    if (place) void router.push(place);
  }

  window.addEventListener('keydown', onKeydown);
  onScopeDispose(() => window.removeEventListener('keydown', onKeydown));
}

/** Runs `act` for a single key on this page while nobody is typing and no dialog is open. */
export function usePageKeys(keys: Record<string, () => void>, active: () => boolean = () => true) {
  function onKeydown(event: KeyboardEvent) {
    if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
    const act = keys[event.key];
    if (!act || !active() || isTyping(event.target) || dialogOpen()) return;
    event.preventDefault();
    act();
  }
  window.addEventListener('keydown', onKeydown);
  onScopeDispose(() => window.removeEventListener('keydown', onKeydown));
}
