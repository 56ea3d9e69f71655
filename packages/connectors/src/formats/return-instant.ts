import { UnreadableReturn } from './unreadable-return.ts';

const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/** An ISO instant with its zone, null when nothing is said; throws UnreadableReturn on anything else. */
export function optionalInstant(text: string | null | undefined, where: string): Date | null {
  const plain = text?.trim();
  if (!plain) return null;
  const instant = new Date(plain);
  if (!iso.test(plain) || Number.isNaN(instant.getTime())) throw new UnreadableReturn(`${where}: not a time`);
  return instant;
}
