import { expect, test } from 'vitest';
import { decideHold, rulesOf, type HoldTerms } from './decide-hold.ts';
import { holdChecks, type HoldFacts, type HoldParams } from './hold-checks.ts';
import type { HoldReason } from './stations.ts';

const address = { name: 'Jana Groß', street: 'Lindenweg 5', postcode: '50667', city: 'Köln', country: 'DE' };
const placedAt = new Date('2026-11-20T08:00:00Z');
const line = { sku: 'A', quantity: 2, totalCents: 2_000, known: true, listCents: 1_000 };

const facts = (o: Partial<HoldFacts> = {}): HoldFacts => ({
  remark: null,
  giftMessage: null,
  cancelRequestedAt: null,
  address,
  placedAt,
  totalCents: 2_000,
  currency: 'EUR',
  isReplacement: false,
  lines: [line],
  shortages: [],
  servedCountries: [],
  twins: [],
  ...o,
});
const params: Partial<Record<HoldReason, HoldParams>> = {
  cancel_requested: { words: ['storn'] },
  extra_items: { words: ['noch ein', 'dazu'] },
  question: { words: ['können sie'] },
  suspected_duplicate: { withinMinutes: 60 },
  price_deviation: { percent: 20 },
  order_value: { limitCents: 100_000 },
  country_not_served: { countries: ['DE', 'AT'] },
};
const rule = (reason: HoldReason, o: Partial<HoldTerms> = {}): HoldTerms => ({
  id: reason,
  reason,
  channelId: null,
  params: params[reason] ?? {},
  priority: 2,
  active: true,
  version: 1,
  ...o,
});
const rules = (Object.keys(holdChecks) as HoldReason[]).map((reason) => rule(reason));
const reasonsOf = (o: Partial<HoldFacts>): HoldReason[] => decideHold(facts(o), rules, []).hold;

test('an order without anything special is released', () => {
  expect(reasonsOf({ remark: '  ' })).toEqual([]);
});

test.each<[string, Partial<HoldFacts>, HoldReason, object]>([
  ['a remark', { remark: 'Beim Nachbarn abgeben' }, 'remark', {}],
  ['a question', { remark: 'Können Sie das einpacken' }, 'question', { words: ['können sie'] }],
  ['a question mark', { remark: 'Morgen da?' }, 'question', { words: ['?'] }],
  ['more wanted', { remark: 'Bitte noch ein Kabel dazu?' }, 'extra_items', { words: ['noch ein', 'dazu'] }],
  ['a wish to cancel', { remark: 'Bitte stornieren!' }, 'cancel_requested', { words: ['storn'] }],
  ['a cancel request', { cancelRequestedAt: placedAt }, 'cancel_requested', { cancelRequestedAt: placedAt }],
  ['a gift message', { giftMessage: 'Alles Gute' }, 'gift_message', {}],
  ['an unknown article', { lines: [{ ...line, known: false }] }, 'unknown_sku', { unknownSkus: ['A'] }],
  [
    'a doubtful address',
    { address: { ...address, street: 'Packstation' } },
    'incomplete_address',
    { addressDoubts: ['locker_number_missing', 'post_number_missing'] },
  ],
  [
    'a country that nobody serves',
    { address: { ...address, country: 'NO' } },
    'country_not_served',
    { country: 'NO', served: ['DE', 'AT'] },
  ],
  [
    'missing stock',
    { shortages: [{ sku: 'A', needed: 2, free: 1 }] },
    'no_stock',
    { shortages: [{ sku: 'A', needed: 2, free: 1 }] },
  ],
  [
    'a price far from the list',
    { lines: [{ ...line, totalCents: 1_598 }] },
    'price_deviation',
    { prices: [{ sku: 'A', soldCents: 799, listCents: 1_000, percent: 20 }], percent: 20 },
  ],
  ['a high value', { totalCents: 100_001 }, 'order_value', { totalCents: 100_001, limitCents: 100_000 }],
  [
    'the same basket again',
    { twins: [{ order: 'A-1', placedAt: new Date('2026-11-20T07:00:00Z') }] },
    'suspected_duplicate',
    { twins: [{ order: 'A-1', placedAt: new Date('2026-11-20T07:00:00Z') }], withinMinutes: 60 },
  ],
])('%s stops the order, with rule, version and numbers', (_what, change, reason, numbers) => {
  const record = decideHold(
    facts(change),
    rules.map((of) => ({ ...of, version: 7 })),
    [],
  );
  expect(record.hold).toEqual([reason]);
  expect(record.findings).toEqual([{ reason, ruleId: reason, version: 7, priority: 2, numbers, approved: false }]);
});

test.each<[string, Partial<HoldFacts>]>([
  ['a price at the edge', { lines: [{ ...line, totalCents: 1_600 }] }],
  ['a price without a list', { lines: [{ ...line, totalCents: 1, listCents: null }] }],
  ['a replacement for nothing', { lines: [{ ...line, totalCents: 0 }], isReplacement: true }],
  ['a value at the limit', { totalCents: 100_000 }],
  [
    'the same basket an hour and a second later',
    { twins: [{ order: 'A-1', placedAt: new Date('2026-11-20T06:59:59Z') }] },
  ],
  ['a served country', { address: { ...address, country: 'AT', postcode: '1010' } }],
])('%s stops nothing', (_what, change) => {
  expect(reasonsOf(change)).toEqual([]);
});

test('a word counts from its beginning only', () => {
  expect(reasonsOf({ remark: 'Hinterhaus, Klingel Dazumal' })).toEqual(['extra_items']);
  expect(reasonsOf({ remark: 'Kellerabgang hintendazu' })).toEqual(['remark']);
  expect(reasonsOf({ remark: 'hintendazu, Dazu ein Kabel' })).toEqual(['extra_items']);
});

test('the most urgent reason is named first', () => {
  const urgent = [
    rule('gift_message', { priority: 3 }),
    rule('order_value', { priority: 1, params: { limitCents: 1 } }),
  ];
  expect(decideHold(facts({ giftMessage: 'x' }), urgent, []).hold).toEqual(['order_value', 'gift_message']);
});

test('what a person has approved does not stop the order again and is still told', () => {
  const record = decideHold(facts({ remark: 'x' }), rules, ['remark']);
  expect(record.hold).toEqual([]);
  expect(record.findings).toMatchObject([{ reason: 'remark', approved: true }]);
});

test('approval does not make an unknown SKU known or stock appear', () => {
  const lacking = { lines: [{ ...line, known: false }], shortages: [{ sku: 'A', needed: 2, free: 1 }] };
  expect(decideHold(facts(lacking), rules, ['unknown_sku', 'no_stock']).hold).toEqual(['unknown_sku', 'no_stock']);
});

test('a channel’s own rule stands instead of the general one, also when it is switched off', () => {
  const general = rule('remark');
  const own = rule('remark', { id: 'own', channelId: 'C1', active: false });
  expect(rulesOf([general, own], 'C1')).toEqual([]);
  expect(rulesOf([general, own], 'C2')).toEqual([general]);
  expect(
    rulesOf(
      [
        { ...general, active: false },
        { ...own, active: true },
      ],
      'C1',
    ).map(({ id }) => id),
  ).toEqual(['own']);
});

test('without countries of its own the rule knows those of the matrix; without a matrix it says nothing', () => {
  const general = [rule('country_not_served', { params: {} })];
  const to = (country: string, servedCountries: string[]) =>
    decideHold(facts({ address: { ...address, country }, servedCountries }), general, []).findings;
  expect(to('NO', ['AT', 'DE'])).toMatchObject([
    { reason: 'country_not_served', numbers: { country: 'NO', served: ['AT', 'DE'] } },
  ]);
  expect([to('DE', ['AT', 'DE']), to('NO', [])]).toEqual([[], []]);
});
