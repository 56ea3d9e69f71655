import { expect, test } from 'vitest';
import { progressSteps, type Progress } from './glyph.ts';

const order = (change: Partial<Progress>): Progress => ({
  station: 'received',
  fulfilledBy: 'merchant',
  overdue: false,
  ...change,
});
const states = (change: Partial<Progress>) => progressSteps(order(change)).map((step) => step.state);

test('a new order is being released, the rest is open', () => {
  expect(states({})).toEqual(['running', 'open', 'open', 'none', 'open', 'open', 'open']);
});

test('with the carrier: waiting for the confirmation, attention once it is overdue', () => {
  const waiting = { station: 'transmitted' } as const;
  expect(states(waiting).slice(0, 3)).toEqual(['done', 'done', 'running']);
  expect(states({ ...waiting, overdue: true }).slice(0, 3)).toEqual(['done', 'done', 'attention']);
});

test('a held order shows attention at the step where it stopped', () => {
  expect(states({ station: 'held', heldAt: 'received' }).slice(0, 3)).toEqual(['attention', 'open', 'open']);
  expect(states({ station: 'held', heldAt: 'released' }).slice(0, 3)).toEqual(['done', 'attention', 'open']);
});

test('goods, channel and money are independent of each other', () => {
  expect(states({ station: 'transmitted', paidAt: '2026-11-24T00:00:00Z' }).at(-1)).toBe('done');
  expect(states({ station: 'shipped', trackingNumber: '1', channelInformed: 'failed' })).toEqual([
    'done',
    'done',
    'done',
    'none',
    'failed',
    'running',
    'open',
  ]);
  expect(states({ station: 'shipped', channelInformed: 'in_doubt' })[4]).toBe('attention');
});

test('a finished order has every known step done', () => {
  const paid = { trackingNumber: '1', channelInformed: 'done', invoiceNumber: 'RE-1', paidAt: '2026-11-24' } as const;
  expect(states({ station: 'closed', ...paid })).toEqual(['done', 'done', 'done', 'none', 'done', 'done', 'done']);
});

test('the marketplace ships itself: no goods steps, only money', () => {
  expect(states({ station: 'shipped', fulfilledBy: 'marketplace' })).toEqual([
    'none',
    'none',
    'none',
    'none',
    'none',
    'running',
    'open',
  ]);
});

test('a cancelled order promises nothing more', () => {
  expect(new Set(states({ station: 'cancelled' }).filter((_, i) => i !== 4))).toEqual(new Set(['none']));
});
