import { Cron } from 'croner';
import { UnreadableReturn } from '../unreadable-return.ts';

const zoned = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;
const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?$/;
const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

/** The instant of '2026-11-25T10:00:00+01:00', '2026-11-25 10:00' or '25.11.2026 10:00' (a day alone: noon); null when nothing is said. Throws UnreadableReturn. */
export function instantOf(text: string | undefined, timeZone: string, where: string): Date | null {
  const plain = text?.trim();
  if (!plain) return null;
  const instant = zoned.test(plain) ? new Date(plain) : local(plain, timeZone);
  if (!instant || Number.isNaN(instant.getTime())) throw new UnreadableReturn(`${where}: not a time`);
  return instant;
}

function local(text: string, timezone: string): Date | null {
  const [, a, b, c, hour = '12', minute = '00', second = '00'] = iso.exec(text) ?? german.exec(text) ?? [];
  if (!a || !b || !c) return null;
  const [year, month, day] = iso.test(text) ? [a, b, c] : [c, b, a];
  const two = (part: string): string => part.padStart(2, '0');
  const clock = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`;
  try {
    return new Cron(clock, { timezone }).nextRun(new Date(0));
  } catch {
    return null;
  }
}
