import type { Formats } from '../i18n/formats.ts';
import type { Say } from '../i18n/say.ts';

/** How a figure moved against the period before; `better`: is that good news? Null: it did not move, or that is no news. */
export interface Move {
  sign: '▲' | '▼' | '=';
  text: string;
  better: boolean | null;
}

/** Compares two figures; null when one of them is not known. `good`: which direction is good news. */
export function moveOf(
  now: number | null | undefined,
  before: number | null | undefined,
  show: (by: number) => string,
  good: 'up' | 'down' | null,
  t: Say,
): Move | null {
  if (now === null || now === undefined || before === null || before === undefined) return null;
  const by = now - before;
  if (by === 0) return { sign: '=', text: t('kpis.same'), better: null };
  const up = by > 0;
  const text = t(up ? 'kpis.more' : 'kpis.less', { by: show(Math.abs(by)) });
  return { sign: up ? '▲' : '▼', text, better: good === null ? null : up === (good === 'up') };
}

/** A difference of shares in points of a hundred. */
export const points = (formats: Formats, t: Say) => (by: number) =>
  t('kpis.points', { n: formats.decimal(Math.round(by * 1_000) / 10) });
