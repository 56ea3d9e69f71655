import { expect, test } from 'vitest';
import { decideRelease, type ReleaseFacts } from './release-orders.ts';

const facts = (o: Partial<ReleaseFacts> = {}): ReleaseFacts => ({
  remark: null,
  giftMessage: null,
  cancelRequestedAt: null,
  addressDoubts: [],
  unknownSkus: [],
  shortages: [],
  approved: [],
  ...o,
});

test('an order without anything special is released', () => {
  expect(decideRelease(facts({ remark: '  ' }))).toBe('release');
});

test('everything that must not run by itself is named', () => {
  const decision = decideRelease(
    facts({
      remark: 'Bitte noch ein Ladekabel dazu',
      cancelRequestedAt: new Date(0),
      addressDoubts: ['house_number_missing'],
      unknownSkus: ['X'],
    }),
  );
  expect(decision).toEqual({ hold: ['cancel_requested', 'unknown_sku', 'incomplete_address', 'remark'] });
});

test('what a person has approved does not stop the order again', () => {
  expect(decideRelease(facts({ remark: 'x', approved: ['remark'] }))).toBe('release');
  expect(decideRelease(facts({ addressDoubts: ['house_number_missing'], approved: ['incomplete_address'] }))).toBe(
    'release',
  );
});

test('approval does not make an unknown SKU known or stock appear', () => {
  expect(decideRelease(facts({ unknownSkus: ['X'], approved: ['unknown_sku'] }))).toEqual({ hold: ['unknown_sku'] });
  expect(decideRelease(facts({ shortages: [{ sku: 'A', needed: 2, free: 1 }], approved: ['no_stock'] }))).toEqual({
    hold: ['no_stock'],
  });
});
