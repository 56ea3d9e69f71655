import { expect, test } from 'vitest';
import de from '../i18n/de.json';
import { formatsOf } from '../i18n/formats.ts';
import { messageOf } from '../i18n/message-of.ts';
import { ticketKinds } from './ticket-kinds.ts';
import { evidenceLines, holdReasonsOf, ticketReason } from './ticket-words.ts';

const t = messageOf(de);
const lines = (evidence: unknown) =>
  evidenceLines(evidence, t, formatsOf('de', 'Europe/Berlin')).map(
    ({ label, text }) => `${label}: ${text.replaceAll('\u00a0', ' ')}`,
  );

test('the reason in words, unknown codes still readable', () => {
  expect(ticketReason({ kind: 'hold', reason: 'remark' }, t)).toBe('Kundenbemerkung');
  expect(ticketReason({ kind: 'overdue', reason: 'confirmation_overdue' }, t)).toBe('Versandbestätigung überfällig');
  expect(ticketReason({ kind: 'settlement', reason: 'settlement_chargeback' }, t)).toBe('Rückbelastung');
  expect(ticketReason({ kind: 'settlement', reason: 'settlement_of_tomorrow' }, t)).toBe('settlement of tomorrow');
});

test('every kind of ticket has its words', () => {
  for (const group of ['kind', 'kindShort', 'about'] as const)
    expect(Object.keys(de.tickets[group]).toSorted()).toEqual(ticketKinds.toSorted());
});

test('the rules that an invoice would break are told', () => {
  expect(lines({ broken: ['BR-11', 'BR-16'] })).toEqual(['Verletzte Regeln: BR-11, BR-16']);
});

test('a hold may have several reasons; they stand in its evidence', () => {
  expect(holdReasonsOf({ kind: 'hold', reason: 'remark', evidence: { reasons: ['remark', 'no_stock'] } })).toEqual([
    'remark',
    'no_stock',
  ]);
  expect(holdReasonsOf({ kind: 'hold', reason: 'remark', evidence: null })).toEqual(['remark']);
  expect(holdReasonsOf({ kind: 'effect', reason: 'effect_failed', evidence: {} })).toEqual([]);
});

test('evidence becomes lines one can read', () => {
  expect(
    lines({ reasons: ['no_stock'], giftMessage: null, addressDoubts: ['house_number_missing', 'city_missing'] }),
  ).toEqual(['An der Adresse: Hausnummer fehlt, Ort fehlt']);
  expect(
    lines({
      shortages: [
        { sku: 'A-1', needed: 3, free: 1 },
        { sku: 'B-2', needed: 1, free: 0 },
      ],
    }),
  ).toEqual(['Es fehlt: Artikel A-1 · gebraucht 3 · frei 1', 'Es fehlt: Artikel B-2 · gebraucht 1 · frei 0']);
  expect(lines({ differenceCents: -1250, confirmBy: '2026-11-24T09:00:00.000Z', someNewThing: 3 })).toEqual([
    'Differenz: -12,50 €',
    'Erwartet bis: 24.11.2026, 10:00',
    'some New Thing: 3',
  ]);
  expect(
    lines({
      parcel: { weightG: 12_400, lengthMm: 600, widthMm: 400, heightMm: 255 },
      candidates: [{ carrier: 'Eigenes Lager', service: 'Paket', failed: ['weight', 'island'] }],
    }),
  ).toEqual([
    'Paket: 12,4 kg, 60 × 40 × 25,5 cm',
    'Geprüft: Versender Eigenes Lager · Service Paket · nicht erfüllt Gewicht, Insel',
  ]);
  expect(lines('just text')).toEqual(['Angabe: just text']);
});
