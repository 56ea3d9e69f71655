import { h, type FunctionalComponent, type VNode } from 'vue';
import { i18n } from '../i18n/i18n.ts';
import { progressSteps, type Progress, type Step } from './glyph.ts';

// 114 × 14 px: goods 4 circles │ channel tick │ money 2 squares
const X = [7, 23, 39, 55, 75, 95, 108];
const Y = 7;

function circle(x: number, state: Step['state']): VNode[] {
  if (state === 'done') return [h('circle', { class: 'done', cx: x, cy: Y, r: 4.6 })];
  if (state === 'running')
    return [h('circle', { class: 'ring', cx: x, cy: Y, r: 4.4 }), h('circle', { class: 'run', cx: x, cy: Y, r: 2 })];
  return [h('circle', { class: 'open', cx: x, cy: Y, r: 4 })];
}

function tick(x: number, state: Step['state']): VNode[] {
  if (state === 'done') return [h('path', { class: 'tick', d: `M${x - 4.5} ${Y}l3 3.2 5.6-6.6` })];
  if (state === 'running')
    return [h('path', { class: 'ring', d: `M${x - 4.5} ${Y}l3 3.2 5.6-6.6`, 'stroke-dasharray': '2 2' })];
  return [h('path', { class: 'open', d: `M${x - 4} ${Y}h8` })];
}

function square(x: number, state: Step['state']): VNode[] {
  const box = (kind: string, side: number) =>
    h('rect', { class: kind, x: x - side / 2, y: Y - side / 2, width: side, height: side, rx: 1 });
  if (state === 'done') return [box('done', 9)];
  if (state === 'running') return [box('ring', 8.4), box('run', 3.6)];
  return [box('open', 8)];
}

function shape({ state }: Step, i: number): VNode[] {
  const x = X[i]!;
  if (state === 'none') return [h('circle', { class: 'none', cx: x, cy: Y, r: 1.3 })];
  if (state === 'attention') return [h('path', { class: 'attention', d: `M${x} 1.2l5.8 10.8h-11.6z` })];
  if (state === 'failed') return [h('path', { class: 'failed', d: `M${x - 4} ${Y - 4}l8 8m0-8l-8 8` })];
  return i < 4 ? circle(x, state) : i === 4 ? tick(x, state) : square(x, state);
}

const LINES = 'M13 7h4M29 7h4M45 7h4M100.5 7h2';
const BARS = 'M64.5 2v10M85.500 2v10';

/** The progress of an order in one drawing; its name says the same in words. */
export const ProgressGlyph: FunctionalComponent<{ order: Progress; decorative?: boolean }> = (props) => {
  const { t } = i18n.global;
  const steps = progressSteps(props.order);
  const label = steps
    .filter((step) => step.state !== 'none')
    .map((step) => `${t(`glyph.${step.name}`)}: ${t(`glyph.state.${step.state}`)}`)
    .join(', ');
  return h(
    'svg',
    {
      class: 'glyph',
      viewBox: '0 0 114 14',
      width: 114,
      height: 14,
      ...(props.decorative ? { 'aria-hidden': 'true' } : { role: 'img', 'aria-label': label }),
    },
    [h('path', { class: 'line', d: LINES }), h('path', { class: 'bar', d: BARS }), ...steps.flatMap(shape)],
  );
};
ProgressGlyph.props = ['order', 'decorative'];
