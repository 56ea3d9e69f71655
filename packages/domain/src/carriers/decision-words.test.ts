import { expect, test } from 'vitest';
import { aMatrix, aRoutingInput, aService, aTariff } from '../testing.ts';
import { chooseCarrier } from './choose-carrier.ts';
import type { Criterion } from './decision.ts';
import { decisionTexts } from './decision-texts.ts';
import { DecisionWords } from './decision-words.ts';

const [de, en] = [new DecisionWords('de', 'EUR'), new DecisionWords('en', 'EUR')];
/** Money is written with a no-break space. */
const plain = (text: string): string => text.replaceAll(/\s/g, ' ');

test.each([
  [{ name: 'weight', value: 12_400, limit: 31_500, unit: 'g', passed: true }, '12,4 ≤ 31,5 kg', '12.4 ≤ 31.5 kg'],
  [{ name: 'girth', value: 3_605, limit: 3_600, unit: 'mm', passed: false }, '360,5 > 360 cm', '360.5 > 360 cm'],
  [{ name: 'stock', value: 1, limit: 0, unit: 'pieces', passed: false, sku: 'A' }, '1 > 0 frei (A)', '1 > 0 free (A)'],
  [{ name: 'parcels', value: 2, limit: 1, unit: 'pieces', passed: false }, '2 > 1 Stück', '2 > 1 pcs'],
  [
    { name: 'country', value: 'CH', limit: ['DE', 'AT'], unit: null, passed: false },
    'CH nicht in DE, AT',
    'CH not in DE, AT',
  ],
  [{ name: 'channel', value: 'ebay', limit: ['ebay'], unit: null, passed: false }, 'ebay in ebay', 'ebay in ebay'],
  [
    { name: 'level', value: 'express', limit: 'standard', unit: null, passed: false },
    'Express, Dienst Standard',
    'express, service standard',
  ],
  [
    { name: 'island', value: '26548', limit: 'not_served', unit: null, passed: false },
    '26548: wird nicht bedient',
    '26548: is not served',
  ],
  [
    { name: 'hazardous', value: 'hazardous', limit: 'served', unit: null, passed: true, sku: 'B' },
    'B: wird bedient',
    'B: is served',
  ],
  [{ name: 'active', value: 'paused', limit: 'active', unit: null, passed: false }, 'pausiert', 'paused'],
  [
    { name: 'active', value: 'at_rest', limit: 'active', unit: null, passed: false },
    'ruht, nicht scharf',
    'at rest, not armed',
  ],
] as [Criterion, string, string][])('%j', (criterion, german, english) => {
  expect([de.criterion(criterion), en.criterion(criterion)]).toEqual([german, english]);
});

const surcharges = [{ name: 'Treibstoff', when: 'always' as const, over: 0, postcodes: [], cents: 0, permille: 25 }];
const rows = [
  aService({ carrier: 'HAUS', tariffs: [aTariff([{ upToG: 5_000, cents: 400 }], { surcharges })] }),
  aService({ carrier: 'NORD', tariffs: [aTariff([{ upToG: 5_000, cents: 500 }])] }),
];
const stock = { HAUS: { A: 1 }, NORD: { A: 1 } };

test('the reason names both options with price and day, in both languages', () => {
  const record = chooseCarrier({ number: 1, terms: aMatrix(rows) }, aRoutingInput({ stock }));
  expect(plain(de.summary(record))).toBe(
    'Am günstigsten von denen, die bis Fr., 27.11. ankommen: HAUS · Paket (4,10 €, Do., 26.11.) vor NORD · Paket (5,00 €, Do., 26.11.).',
  );
  expect(plain(en.summary(record))).toBe(
    'Cheapest of those that arrive by Fri 27/11: HAUS · Paket (€4.10, Thu 26/11) before NORD · Paket (€5.00, Thu 26/11).',
  );
  expect(plain(de.cost(record.candidates[0]!.cost!))).toBe('4,00 € + 0,10 € Treibstoff = 4,10 € (Tarif 2026, Zone DE)');
  expect(de.parcels(record.legs[0]!.parcels)).toBe('1 Paket: 2 kg, 40 × 30 × 20 cm');
});

test('the arrival says what counted and what did not', () => {
  const at = '2026-11-27T23:59';
  const calendar = { weekdays: [1, 2, 3, 4, 5], region: 'HH' as const, closedOn: ['2026-11-30'], hours: null };
  const matrix = aMatrix([aService({ cutOff: '16:00', transitDays: 1 })]);
  const terms = { ...matrix, carriers: matrix.carriers.map((carrier) => ({ ...carrier, calendar })) };
  const { candidates } = chooseCarrier({ number: 1, terms }, aRoutingInput({ at, stock }));
  expect(de.arrival(candidates[0]!.arrival!)).toBe(
    'Annahmeschluss 16:00 verpasst; Versand Di., 01.12., 1 Tag unterwegs, Ankunft Mi., 02.12.; nicht gezählt: Sa., 28.11. arbeitsfrei, So., 29.11. arbeitsfrei, Mo., 30.11. geschlossen',
  );
});

test('both languages have words for everything', () => {
  const keysOf = (tree: object): string[] =>
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'object' && value ? keysOf(value as object).map((inner) => `${key}.${inner}`) : [key],
    );
  expect(keysOf(decisionTexts.de)).toEqual(keysOf(decisionTexts.en));
});
