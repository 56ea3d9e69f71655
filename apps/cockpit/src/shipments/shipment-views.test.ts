import { expect, test } from 'vitest';
import { filterOf, queryOf, stateOf } from './shipment-views.ts';

test('what stands in the URL is read as it was written; what nobody understands is the whole list', () => {
  const state = { view: 'overdue' as const, search: 'S-1', carrier: 'c' };
  expect(stateOf(queryOf(state))).toEqual(state);
  expect(stateOf({ view: 'toString', q: ['a', 'b'] })).toEqual({ view: 'all', search: '', carrier: undefined });
  expect(queryOf({ view: 'all', search: '', carrier: undefined })).toEqual({});
});

test('waiting means waiting in time; a search and a carrier narrow every view', () => {
  expect(filterOf({ view: 'waiting', search: 'x', carrier: 'c' })).toEqual({
    states: ['transmitted'],
    overdue: false,
    search: 'x',
    carrierId: 'c',
  });
});
