import type { Say } from '../i18n/say.ts';
import { kindText } from '../orders/reasons.ts';
import type { HealthPart } from './documents.ts';

/** How a state is drawn: the classes of style.css. */
export const PART_TONES: Record<HealthPart['state'], string> = {
  good: 'good',
  waiting: 'warn',
  failing: 'alarm',
  resting: 'off',
};

/** The part's name as staff know it. */
export function partName({ area, name, key }: Pick<HealthPart, 'area' | 'name' | 'key'>, t: Say): string {
  if (area === 'worker') return t(name === '1' ? 'health.oneWorker' : 'health.workers', { n: name });
  if (area === 'history') return t('health.history');
  return area === 'effect' ? kindText('effectKind', key, t) : name;
}

/** Where one looks after it; undefined: on this page. */
export function partPage({ area, key }: Pick<HealthPart, 'area' | 'key'>): string | undefined {
  if (area === 'channel') return `/settings/channels/${key}`;
  if (area === 'carrier') return `/settings/transports/${key}`;
  return area === 'webhook' ? '/settings/webhooks' : undefined;
}

export const isTrouble = ({ state }: Pick<HealthPart, 'state'>) => state === 'failing' || state === 'waiting';
