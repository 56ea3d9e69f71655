import { expect, test } from 'vitest';
import { allocate, type OpenDocument, type OpenItem } from './allocate.ts';

let counter = 0;
const item = (openCents: number, o: Partial<OpenItem> = {}): OpenItem => ({
  settlementId: 's',
  itemNo: (counter += 1),
  kind: openCents < 0 ? 'refund' : 'payment',
  openCents,
  currency: 'EUR',
  hasWithheldTax: false,
  skus: [],
  ...o,
});
const document = (id: string, openCents: number, o: Partial<OpenDocument> = {}): OpenDocument => ({
  id,
  openCents,
  currency: 'EUR',
  vatCents: 0,
  skus: [],
  ...o,
});

/** What was given to which document by which rule, what was rounded, what is left. */
function summary(items: OpenItem[], documents: OpenDocument[], tolerance = 5) {
  const { allocations, roundings, left } = allocate(items, documents, tolerance);
  return {
    given: allocations.map(({ documentId, cents, rule }) => `${documentId} ${cents} ${rule}`),
    rounded: roundings.map(({ documentId, cents }) => `${documentId} ${cents}`),
    left: left.map(({ cents }) => cents),
  };
}

test.each<[string, OpenItem[], OpenDocument[], ReturnType<typeof summary>]>([
  ['equal is paid', [item(1_999)], [document('A', 1_999)], { given: ['A 1999 R8:exact'], rounded: [], left: [] }],
  [
    'two settlements pay one invoice',
    [item(1_000), item(999)],
    [document('A', 1_999)],
    { given: ['A 1000 R8:total', 'A 999 R8:total'], rounded: [], left: [] },
  ],
  [
    'one movement pays two invoices',
    [item(3_000)],
    [document('A', 1_000), document('B', 2_000)],
    { given: ['A 1000 R8:total', 'B 2000 R8:total'], rounded: [], left: [] },
  ],
  [
    'a few cents too few are rounding',
    [item(1_996)],
    [document('A', 1_999)],
    { given: ['A 1996 R8:rounding'], rounded: ['A 3'], left: [] },
  ],
  [
    'a few cents too many too',
    [item(2_001)],
    [document('A', 1_999)],
    { given: ['A 1999 R8:rounding', 'A 2 R8:rounding'], rounded: ['A -2'], left: [] },
  ],
  [
    'less is partly paid',
    [item(1_000)],
    [document('A', 1_999)],
    { given: ['A 1000 R8:partly'], rounded: [], left: [] },
  ],
  [
    'more is left over',
    [item(2_999)],
    [document('A', 1_999)],
    { given: ['A 1999 R8:partly'], rounded: [], left: [1_000] },
  ],
  ['no document, no match', [item(1_999)], [], { given: [], rounded: [], left: [1_999] }],
  [
    'each partial shipment has its own invoice, by its amount',
    [item(2_000), item(1_000)],
    [document('A', 1_000), document('B', 2_000)],
    { given: ['B 2000 R8:exact', 'A 1000 R8:exact'], rounded: [], left: [] },
  ],
  [
    'and by its articles where amounts say nothing',
    [item(900, { skus: ['Y'] })],
    [document('A', 1_000, { skus: ['X'] }), document('B', 1_000, { skus: ['Y'] })],
    { given: ['B 900 R8:partly'], rounded: [], left: [] },
  ],
  [
    'a refund clears its credit note, never an invoice',
    [item(-500)],
    [document('A', 1_999), document('C', -500)],
    { given: ['C -500 R10:exact'], rounded: [], left: [] },
  ],
  [
    'two refunds clear one credit note',
    [item(-200), item(-300)],
    [document('C', -500)],
    { given: ['C -200 R10:total', 'C -300 R10:total'], rounded: [], left: [] },
  ],
  [
    'a refund of another amount waits for a person',
    [item(-400)],
    [document('C', -500)],
    { given: [], rounded: [], left: [-400] },
  ],
  [
    'a refund before its credit note waits',
    [item(-400)],
    [document('A', 400)],
    { given: [], rounded: [], left: [-400] },
  ],
  [
    'another currency is never converted',
    [item(1_999, { currency: 'SEK' })],
    [document('A', 1_999)],
    { given: [], rounded: [], left: [1_999] },
  ],
])('%s', (_, items, documents, expected) => {
  expect(summary(items, documents)).toEqual(expected);
});

/** A small seeded generator, so that a failure can be repeated. */
function random(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
}

test('whatever comes, no cent is lost and none is made', () => {
  const upTo = random(20_261_125);
  for (let round = 0; round < 3_000; round += 1) {
    const items = Array.from({ length: 1 + upTo(4) }, () => item((upTo(4) ? 1 : -1) * (1 + upTo(30) * 100 + upTo(3))));
    const documents = Array.from({ length: upTo(4) }, (_, n) =>
      document(`D${n}`, (upTo(4) ? 1 : -1) * (1 + upTo(30) * 100)),
    );
    const { allocations, roundings, left } = allocate(items, documents, 5);
    for (const one of items) {
      const given = allocations.filter((of) => of.item === one).reduce((sum, { cents }) => sum + cents, 0);
      const rest = left.find((of) => of.item === one)?.cents ?? 0;
      expect(given + rest).toBe(one.openCents);
      expect(Math.sign(rest)).toBe(rest === 0 ? 0 : Math.sign(one.openCents));
    }
    for (const { id, openCents } of documents) {
      const got = allocations.filter((of) => of.documentId === id).reduce((sum, { cents }) => sum + cents, 0);
      const rounded = roundings.find((of) => of.documentId === id)?.cents ?? 0;
      expect(Math.abs(rounded)).toBeLessThanOrEqual(5);
      const rest = openCents - got - rounded;
      expect(rest === 0 || Math.sign(rest) === Math.sign(openCents)).toBe(true);
    }
  }
});
