import type { Say } from '../i18n/say.ts';
import type { ChannelRow } from './channel-detail.ts';

/** "alle 5 Minuten", "cron 0 7 * * 1-5". */
export function rhythmText(rhythm: ChannelRow['rhythm'], t: Say): string {
  if (!rhythm) return t('channels.rhythm.none');
  if (rhythm.cron) return t('channels.rhythm.byCron', { cron: rhythm.cron });
  const seconds = rhythm.everySeconds ?? 0;
  if (seconds % 3_600 === 0) return t('channels.rhythm.hours', { n: seconds / 3_600 });
  if (seconds % 60 === 0) return t('channels.rhythm.minutes', { n: seconds / 60 });
  return t('channels.rhythm.seconds', { n: seconds });
}

export interface RhythmDraft {
  kind: 'interval' | 'cron';
  minutes: number | null | undefined;
  cron: string;
}

/** The editor's fields for a rhythm; an interval below a minute is shown as one minute. */
export const draftOf = (rhythm: ChannelRow['rhythm']): RhythmDraft => ({
  kind: rhythm?.cron ? 'cron' : 'interval',
  minutes: Math.max(1, Math.round((rhythm?.everySeconds ?? 300) / 60)),
  cron: rhythm?.cron ?? '0 * * * *',
});

/** What a draft asks for; null while a field is empty. */
export function rhythmOf({ kind, minutes, cron }: RhythmDraft): { everySeconds: number } | { cron: string } | null {
  if (kind === 'interval') return typeof minutes === 'number' ? { everySeconds: Math.round(minutes * 60) } : null;
  return cron.trim() ? { cron: cron.trim().replaceAll(/\s+/g, ' ') } : null;
}
