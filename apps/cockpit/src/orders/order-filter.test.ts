import { expect, test } from 'vitest';
import type { OrderRow } from '../live/documents.ts';
import { filterOf, fits, listStateOf, queryOf, stageCount } from './order-filter.ts';

const row = (change: Partial<OrderRow>) =>
  ({
    number: 'A-1',
    customerName: 'Jörg Müller',
    station: 'shipped',
    channel: { id: 'c1', name: 'Amazon' },
    ...change,
  }) as OrderRow;

test('the URL holds the whole state of the list and comes back the same', () => {
  const days = { from: '2026-11-01', until: '2026-11-30' };
  const query = {
    stage: 'unpaid',
    q: 'müller',
    channel: 'c1',
    carrier: 'k1',
    overdue: '1',
    ticket: '1',
    ...days,
    sort: 'amount',
    peek: 'A-7',
  };
  expect(queryOf(listStateOf(query))).toEqual(query);
  expect(queryOf(listStateOf({}))).toEqual({});
  expect(listStateOf({ stage: 'nonsense', sort: 'sideways', from: 'x' })).toMatchObject({
    stage: 'running',
    sort: 'newest',
    from: undefined,
  });
});

test('tabs become filters', () => {
  expect(filterOf(listStateOf({}))).toEqual({ running: true });
  expect(filterOf(listStateOf({ stage: 'manual', q: ' x ' }))).toEqual({ stations: ['held'], search: 'x' });
  expect(filterOf(listStateOf({ stage: 'overdue' }))).toEqual({ overdue: true });
  expect(filterOf(listStateOf({ stage: 'all' }))).toEqual({});
});

test('says whether a changed row still fits', () => {
  expect(fits(row({}), { running: true }, true)).toBe(true);
  expect(fits(row({ station: 'paid' }), { running: true }, true)).toBe(false);
  expect(fits(row({}), { stations: ['held'] }, true)).toBe(false);
  expect(fits(row({}), { channelId: 'c2' }, true)).toBe(false);
  expect(fits(row({ carrierName: 'Nord' }), { carrierId: 'k' }, true, 'Süd')).toBe(false);
  expect(fits(row({ overdue: false }), { overdue: true }, true)).toBe(false);
  const placed = row({ placedAt: '2026-11-02T23:30:00Z' });
  const berlin = () => '2026-11-03';
  expect(fits(placed, { placedFrom: '2026-11-03', placedUntil: '2026-11-03' }, true, undefined, berlin)).toBe(true);
  expect(fits(placed, { placedUntil: '2026-11-02' }, true, undefined, berlin)).toBe(false);
});

test('the search counts new rows only', () => {
  expect(fits(row({}), { search: 'MÜLL' }, false)).toBe(true);
  expect(fits(row({}), { search: 'dupont' }, false)).toBe(false);
  expect(fits(row({}), { search: 'dupont' }, true)).toBe(true);
});

test('tabs add up the counts of their stations', () => {
  const counts = [
    { station: 'received', count: 2 },
    { station: 'routed', count: 3 },
    { station: 'paid', count: 50 },
  ] as const;
  expect(stageCount('new', [...counts], 9)).toEqual({ n: 5, more: false });
  expect(stageCount('all', [...counts], 9)).toEqual({ n: 55, more: false });
  expect(stageCount('overdue', [...counts], 9)).toEqual({ n: 9, more: false });
  expect(stageCount('done', [{ station: 'paid', count: 10_000 }], 9)).toEqual({ n: 10_000, more: true });
});
