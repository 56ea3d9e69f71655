import { expect, test } from 'vitest';
import { anIncomingOrder } from '../testing.ts';
import { dataDeadline, dataRetryOf, nextDataRetry } from './await-data.ts';

const now = new Date('2026-11-24T10:00:00Z');
const minutes = (at: Date): number => (at.getTime() - now.getTime()) / 60_000;

test('the channel is asked after 1, 2, 4 … minutes, then every hour', () => {
  expect([0, 1, 2, 5, 6, 40].map((tries) => minutes(nextDataRetry(tries, now)))).toEqual([1, 2, 4, 32, 60, 60]);
});

test('only what can be shipped and is not known waits', () => {
  const waits = (o: Parameters<typeof anIncomingOrder>[0]) => dataRetryOf(anIncomingOrder(o), 0, now) !== null;
  expect(waits({})).toBe(false);
  expect(waits({ shippingAddress: null })).toBe(true);
  expect(waits({ totalCents: null })).toBe(true);
  expect(waits({ totalCents: null, replaces: '302-1' })).toBe(false);
  expect(waits({ shippingAddress: null, status: 'pending' })).toBe(false);
  expect(waits({ shippingAddress: null, fulfilledBy: 'marketplace' })).toBe(false);
  // A missing e-mail address keeps mails back, never the parcel.
  expect(waits({ buyer: { name: null, email: null, company: null, vatId: null } })).toBe(false);
});

test('a person looks when the patience is over, or earlier when the parcel must go', () => {
  const policy = { personalDataWithinHours: 24, warnBeforeShipByHours: 6 };
  expect(dataDeadline({ createdAt: now, shipBy: null }, policy)).toEqual(new Date('2026-11-25T10:00:00Z'));
  const shipBy = new Date('2026-11-24T22:00:00Z');
  expect(dataDeadline({ createdAt: now, shipBy }, policy)).toEqual(new Date('2026-11-24T16:00:00Z'));
});
