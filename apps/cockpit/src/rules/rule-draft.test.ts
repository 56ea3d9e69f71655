import { expect, test } from 'vitest';
import { draftOf, inputOf, isDirty } from './rule-draft.ts';

const rule = {
  id: 'r',
  reason: 'extra_items',
  channel: null,
  params: { words: ['noch ein', 'dazu'] },
  asks: ['words'],
  priority: 2,
  active: true,
  version: 3,
};

test('nothing changed is not dirty, whatever the rule does not read', () => {
  expect(isDirty(draftOf(rule), rule)).toBe(false);
  expect(isDirty({ ...draftOf(rule), active: false }, rule)).toBe(true);
});

test('only what the rule reads goes to the server, empty lines left out', () => {
  const draft = { ...draftOf(rule), words: 'noch ein\n\n extra \n' };
  expect(inputOf(draft, rule)).toEqual({
    ruleId: 'r',
    expectedVersion: 3,
    reason: 'extra_items',
    channelId: null,
    params: { words: ['noch ein', 'extra'] },
    priority: 2,
    active: true,
  });
});

test('euros are whole cents, countries are capital letters', () => {
  const value = { ...rule, reason: 'order_value', asks: ['limitCents'], params: { limitCents: 12_345 } };
  expect(draftOf(value).limitEuro).toBe(123.45);
  expect(inputOf({ ...draftOf(value), limitEuro: 19.99 }, value).params).toEqual({ limitCents: 1_999 });
  const country = { ...rule, reason: 'country_not_served', asks: ['countries'], params: { countries: [] } };
  expect(inputOf({ ...draftOf(country), countries: 'de, at ch' }, country).params).toEqual({
    countries: ['DE', 'AT', 'CH'],
  });
});
