import { expect, test } from 'vitest';
import { formatsOf } from '../i18n/formats.ts';
import { messageOf } from '../i18n/message-of.ts';
import de from '../i18n/de.json';
import en from '../i18n/en.json';
import { iconOf, personOf } from './actors.ts';
import { historyText } from './history-text.ts';

const entry = (type: string, data: unknown, actor = 'system') => ({
  cursor: '1',
  type,
  actor,
  at: '2026-11-24T09:00:00Z',
  data,
});
const inGerman = (type: string, data: unknown) =>
  historyText(entry(type, data), messageOf(de), formatsOf('de', 'Europe/Berlin')).replaceAll('\u00a0', ' ');
const inEnglish = (type: string, data: unknown) =>
  historyText(entry(type, data), messageOf(en), formatsOf('en', 'Europe/Berlin'));

test('events read as sentences in both languages', () => {
  expect(inGerman('OrderHeld', { reasons: ['remark', 'unknown_sku'] })).toContain('Kundenbemerkung, Artikel unbekannt');
  expect(inEnglish('OrderReleased', { deliveryNote: 'LS-100001' })).toContain('LS-100001');
  expect(inGerman('InvoiceIssued', { invoice: 'RE-2026-100001', grossCents: 12345, currency: 'EUR' })).toContain(
    '123,45 €',
  );
  expect(inEnglish('ShipmentConfirmed', { trackingNumbers: ['0034', '0035'] })).toContain('0034, 0035');
  expect(inGerman('EffectFailed', { kind: 'mail', error: 'Postfach voll' })).toContain('Postfach voll');
});

test('a sentence without its data becomes a plainer one, never one with a hole', () => {
  expect(inGerman('OrderReleased', {})).toBe('Freigegeben');
  expect(inEnglish('CarrierChosen', null)).not.toContain('undefined');
  expect(inGerman('CustomerMatched', { customer: '0190a1b2-1111-7000-8000-123456789abc' })).toBe('Kunde zugeordnet');
  expect(inGerman('OrderResumed', { station: 'received', note: null })).toBe('Zurück in die Automatik gegeben');
  expect(inEnglish('SomethingNew', { x: 1 })).toBe('Something New');
});

test('every event has both sentences in both languages', () => {
  expect(Object.keys(de.history)).toEqual(Object.keys(en.history));
  for (const sentences of Object.values(de.history)) expect(Object.keys(sentences).sort()).toEqual(['full', 'plain']);
});

test('people are named, machines and ids are not', () => {
  expect(personOf('staff:Anna Bauer')).toBe('Anna Bauer');
  expect(personOf('Anna Bauer')).toBe('Anna Bauer');
  for (const machine of ['automation', 'channel', 'carrier']) expect(personOf(machine)).toBeUndefined();
  expect(personOf('job:import-orders')).toBeUndefined();
  expect(personOf('staff:0190a1b2-1111-7000-8000-123456789abc')).toBeUndefined();
  expect(iconOf(entry('OrderCancelled', {}, 'staff:0190a1b2-1111-7000-8000-123456789abc'))).toBe('i-lucide-user-round');
});
