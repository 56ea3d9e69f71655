import { expect, test } from 'vitest';
import { settleEffect } from './settle-effect.ts';

test('what arrived is done', () => {
  expect(settleEffect({ result: 'arrived', receipt: 'x' }, 1)).toEqual({ state: 'done', again: null, ticket: false });
});

test('what was sent and is not proved yet is looked at again', () => {
  expect(settleEffect({ result: 'sent', receipt: 'x' }, 1)).toEqual({ state: 'sent', again: 2, ticket: false });
});

test('what was taken and never shows up is given up with a ticket', () => {
  expect(settleEffect({ result: 'sent', receipt: 'x' }, 8)).toEqual({ state: 'failed', again: null, ticket: true });
});

test('a failure before arrival is tried again with growing delay, then given up with a ticket', () => {
  const delays = [1, 2, 3].map((attempts) => settleEffect({ result: 'retry', error: 'e' }, attempts).again);
  expect(delays).toEqual([2, 4, 8]);
  expect(settleEffect({ result: 'retry', error: 'e' }, 8)).toEqual({ state: 'failed', again: null, ticket: true });
});

test('the other side may ask for more patience', () => {
  expect(settleEffect({ result: 'retry', error: 'e', retryAfter: 90 }, 1).again).toBe(90);
});

test('an unknown outcome is never tried again blindly: it stays in doubt, at last with a ticket', () => {
  expect(settleEffect({ result: 'doubt', error: 'e' }, 1)).toEqual({ state: 'in_doubt', again: 2, ticket: false });
  expect(settleEffect({ result: 'doubt', error: 'e' }, 8)).toEqual({ state: 'in_doubt', again: 600, ticket: true });
});

test('what is being judged stays sent for hours; a person looks once when it takes too long', () => {
  const waiting = { result: 'waiting', receipt: 'x', error: 'not judged yet', retryAfter: 15 } as const;
  expect(settleEffect(waiting, 2)).toEqual({ state: 'sent', again: 15, ticket: false });
  expect([39, 40, 41].map((attempts) => settleEffect(waiting, attempts).ticket)).toEqual([false, true, false]);
});

test('what our own limit held back stays as it was, however often', () => {
  const busy = { result: 'busy', error: 'limit', retryAfter: 120 } as const;
  expect(settleEffect(busy, 0, 'sending')).toEqual({ state: 'pending', again: 120, ticket: false });
  expect(settleEffect(busy, 20, 'in_doubt')).toMatchObject({ state: 'in_doubt', ticket: false });
});

test('a refusal is not tried again', () => {
  expect(settleEffect({ result: 'refused', error: 'e' }, 1)).toEqual({ state: 'failed', again: null, ticket: true });
});
