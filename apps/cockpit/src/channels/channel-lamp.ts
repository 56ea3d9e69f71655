import type { ChannelRow } from './channel-detail.ts';

export type Lamp = 'paused' | 'failing' | 'incomplete' | 'never' | 'running';
/** How a lamp is drawn: the classes of style.css. */
export const LAMP_TONES: Record<Lamp, string> = {
  paused: 'off',
  failing: 'alarm',
  incomplete: 'warn',
  never: 'calm',
  running: 'good',
};

/** What a reader must know first about a channel. */
export function lampOf({ paused, lastError, lastFetchedAt, days }: Lit): Lamp {
  if (paused) return 'paused';
  if (lastError) return 'failing';
  if (days.edges.some(({ node }) => node.state === 'gap')) return 'incomplete';
  return lastFetchedAt ? 'running' : 'never';
}
type Lit = Pick<ChannelRow, 'paused' | 'lastError' | 'lastFetchedAt' | 'days'>;
