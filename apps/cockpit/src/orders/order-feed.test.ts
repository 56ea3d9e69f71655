import { expect, test } from 'vitest';
import type { OrderRow } from '../live/documents.ts';
import { applyChange, applyIndex, applyRow, emptyFeed, extendIndex, missingRows, trimRows } from './order-feed.ts';

const row = (id: string, rev: number, customerName = 'Anna') => ({ id, rev, customerName }) as OrderRow;
const anyRow = () => true;

function listOf(...ids: string[]) {
  const feed = emptyFeed();
  applyIndex(feed, ids, anyRow);
  for (const id of ids) applyRow(feed, row(id, 1), true);
  return feed;
}

test('a change is patched in place: the order of the list stays', () => {
  const feed = listOf('a', 'b', 'c');
  applyChange(feed, row('b', 2, 'Bert'), true, 1000);
  expect(feed.ids).toEqual(['a', 'b', 'c']);
  expect(feed.rows.get('b')!.customerName).toBe('Bert');
  expect(feed.changedAt.get('b')).toBe(1000);
});

test('an older revision is refused, the same one is taken without a flash', () => {
  const feed = listOf('a');
  applyChange(feed, row('a', 3, 'new'), true, 1);
  applyChange(feed, row('a', 2, 'old'), true, 2);
  expect(feed.rows.get('a')!.customerName).toBe('new');
  applyChange(feed, row('a', 3, 'new again'), true, 3);
  expect(feed.rows.get('a')!.customerName).toBe('new again');
  expect(feed.changedAt.get('a')).toBe(1);
});

test('a new match is only counted, and uncounted when it stops matching', () => {
  const feed = listOf('a');
  applyChange(feed, row('n', 1), true, 1);
  applyChange(feed, row('n', 2), true, 1);
  expect([...feed.fresh]).toEqual(['n']);
  expect(feed.ids).toEqual(['a']);
  applyChange(feed, row('n', 3), false, 1);
  expect(feed.fresh.size).toBe(0);
});

test('a row that leaves the filter stays and is marked until it fits again', () => {
  const feed = listOf('a', 'b');
  applyChange(feed, row('a', 2), false, 1);
  expect(feed.ids).toEqual(['a', 'b']);
  expect([...feed.gone]).toEqual(['a']);
  applyChange(feed, row('a', 3), true, 1);
  expect(feed.gone.size).toBe(0);
});

test('a new snapshot keeps known rows and clears the counters', () => {
  const feed = listOf('a', 'b');
  applyChange(feed, row('n', 1), true, 1);
  applyChange(feed, row('a', 5), false, 1);
  applyIndex(feed, ['n', 'b'], anyRow);
  expect(feed.fresh.size + feed.gone.size).toBe(0);
  expect(feed.rows.get('a')!.rev).toBe(5);
});

test('asks only for rows of the stretch that are neither known nor asked for', () => {
  const feed = listOf('a', 'b');
  applyIndex(feed, ['x', 'a', 'y', 'z'], anyRow);
  expect(missingRows(feed, -3, 3, new Set(['y']))).toEqual(['x']);
});

test('forgets rows far away, keeps those near', () => {
  const ids = Array.from({ length: 100 }, (_, i) => `${i}`);
  const feed = listOf(...ids);
  trimRows(feed, 50, 60, 40);
  expect(feed.rows.has('55')).toBe(true);
  expect(feed.rows.has('5')).toBe(false);
  trimRows(feed, 0, 5, 40);
  expect(feed.rows.has('55')).toBe(true); // few enough: nothing to do
});

test('a row kept from an earlier list stays up to date for when it is listed again', () => {
  const feed = listOf('a', 'b');
  applyIndex(feed, ['b'], anyRow);
  applyChange(feed, row('a', 2, 'Bert'), true, 1);
  applyIndex(feed, ['a', 'b'], anyRow);
  expect(feed.rows.get('a')!.customerName).toBe('Bert');
});

test('the whole list comes behind its head; what is new in the head waits to be asked for', () => {
  const feed = emptyFeed();
  applyIndex(feed, ['a', 'b', 'c'], () => true);
  feed.fresh.add('new').add('e');
  extendIndex(feed, ['new', 'a', 'c', 'd', 'e', 'b']);
  expect(feed.ids).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect([...feed.fresh]).toEqual(['new']);
  expect(feed.listed.has('e')).toBe(true);
});
