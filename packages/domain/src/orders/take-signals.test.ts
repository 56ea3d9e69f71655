import { expect, test } from 'vitest';
import { decideSignals } from './take-signals.ts';

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 24, hour));
const signal = (channelOrderId: string, hour: number) => ({
  channelOrderId,
  at: at(hour),
  receipt: `${channelOrderId}@${hour}`,
});

test('an order is read once, however often and in whatever sequence it is signalled', () => {
  expect(decideSignals([signal('a', 9), signal('b', 8), signal('a', 7), signal('a', 9)], new Map())).toEqual([
    'a',
    'b',
  ]);
});

test('what is known as new as its signal is not read again', () => {
  const known = new Map([
    ['a', at(9)],
    ['b', at(9)],
    ['c', at(9)],
  ]);
  expect(decideSignals([signal('a', 9), signal('b', 8), signal('c', 10)], known)).toEqual(['c']);
});
