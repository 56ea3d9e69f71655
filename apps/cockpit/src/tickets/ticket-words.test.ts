import { expect, test } from 'vitest';
import de from '../i18n/de.json';
import { messageOf } from '../i18n/message-of.ts';
import { evidenceLines, reasonCodes, ticketReason } from './ticket-words.ts';

const t = messageOf(de);

test('a hold tells its reasons, everything else its kind', () => {
  expect(ticketReason({ kind: 'hold', reason: 'remark,unknown_sku' }, t)).toBe('Kundenbemerkung, Artikel unbekannt');
  expect(ticketReason({ kind: 'overdue', reason: 'x' }, t)).toBe('Versandbestätigung überfällig');
  expect(reasonCodes(' remark, unknown_sku ')).toEqual(['remark', 'unknown_sku']);
});

test('evidence becomes lines one can read', () => {
  expect(evidenceLines({ remark: 'Bitte USB-C', skus: ['A', 'B'], nothing: null }, t)).toEqual([
    { label: 'Bemerkung', text: 'Bitte USB-C' },
    { label: 'Artikelnummern', text: 'A, B' },
  ]);
  expect(evidenceLines([{ some_new_thing: 3 }], t)).toEqual([{ label: 'some new thing', text: '3' }]);
  expect(evidenceLines('just text', t)).toEqual([{ label: 'Angabe', text: 'just text' }]);
});
