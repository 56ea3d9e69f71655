import type { OrderRow } from '../live/documents.ts';
import type { Say } from '../i18n/say.ts';
import { reasonText } from './reasons.ts';

export type Tone = 'calm' | 'busy' | 'good' | 'warn' | 'alarm' | 'off';
type Row = Pick<OrderRow, 'station' | 'holdReasons' | 'overdue' | 'cancelRequested'>;

const TONES: Record<OrderRow['station'], Tone> = {
  received: 'calm',
  held: 'warn',
  released: 'calm',
  routed: 'calm',
  transmitted: 'busy',
  shipped: 'busy',
  invoiced: 'busy',
  paid: 'good',
  closed: 'good',
  cancelled: 'off',
};

/** The status in a word, its colour, and more for the title. */
export function statusOf(row: Row, t: Say): { text: string; tone: Tone; detail?: string } {
  const station = t(`station.${row.station}`);
  if (row.station === 'held') {
    const reasons = row.holdReasons.map((reason) => reasonText(reason, 'short', t)).join(', ');
    return { text: reasons || station, tone: 'warn', detail: reasons ? `${station}: ${reasons}` : undefined };
  }
  if (row.overdue) return { text: t('status.overdue'), tone: 'alarm', detail: `${station}, ${t('status.overdue')}` };
  if (row.cancelRequested && row.station !== 'cancelled')
    return { text: reasonText('cancel_requested', 'short', t), tone: 'warn', detail: station };
  return { text: station, tone: TONES[row.station] };
}
