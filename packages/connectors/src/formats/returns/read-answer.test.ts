import { gzipSync } from 'node:zlib';
import { returnMapping } from '@kontor/domain/carriers/return-mapping';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { readAnswer } from './read-answer.ts';

const bytes = (text: string) => Buffer.from(text);
const read = (mapping: object, text: string | Uint8Array) =>
  readAnswer(returnMapping.parse(mapping), typeof text === 'string' ? bytes(text) : text);
const parcel = (shipment: string, trackingNumber: string, parcelService = 'DHL', shippedAt: Date | null = null) => ({
  shipment,
  trackingNumber,
  parcelService,
  shippedAt,
});
const fields = (shipment: string, trackingNumber: string, parcelService?: string, shippedAt?: string) => ({
  shipment: { at: shipment },
  trackingNumber: { at: trackingNumber },
  ...(parcelService ? { parcelService: { at: parcelService } } : {}),
  ...(shippedAt ? { shippedAt: { at: shippedAt } } : {}),
});

const csv = { format: 'csv', fields: fields('Sendung', 'Nummer', 'Dienst', 'Versandt') };

test('CSV by titles, in any of three delimiters, with leading zeros and two parcels of one shipment', () => {
  const text = 'sendung;NUMMER;Dienst;Versandt\r\nS-1;00340434;DHL;25.11.2026 10:00\r\nS-1;00340435;DHL;\r\n';
  const expected = [parcel('S-1', '00340434', 'DHL', new Date('2026-11-25T09:00:00Z')), parcel('S-1', '00340435')];
  expect(read(csv, text)).toEqual(expected);
  expect(read(csv, text.replaceAll(';', '\t'))).toEqual(expected);
  expect(read(csv, `\ufeff${text.replaceAll(';', ',')}`)).toEqual(expected);
});

test('CSV by column numbers, with a value map, several numbers in a cell and a value that stands in', () => {
  const mapping = {
    format: 'csv',
    titles: false,
    separator: '|',
    fields: {
      shipment: { at: '1' },
      trackingNumber: { at: '3' },
      parcelService: { at: '2', values: { 'DPD-CL': 'DPD' }, otherwise: 'GLS' },
    },
  };
  expect(read(mapping, 'S-1;DPD-CL;A|B\nS-2;;C\n')).toEqual([
    parcel('S-1', 'A', 'DPD'),
    parcel('S-1', 'B', 'DPD'),
    parcel('S-2', 'C', 'GLS'),
  ]);
});

test('encodings: cp1252 where it is no UTF-8; what is no text at all is told with its line', () => {
  const mapping = {
    format: 'csv',
    fields: { ...fields('Sendung', 'Zustellgröße'), parcelService: { at: 'x', otherwise: 'DHL' } },
  };
  const text = 'Sendung;Zustellgröße;x\nS-1;1;\n';
  expect(read(mapping, iconv.encode(text, 'windows-1252'))).toEqual([parcel('S-1', '1')]);
  expect(read({ ...mapping, encoding: 'utf-16le' }, iconv.encode(text, 'utf-16le'))).toEqual([parcel('S-1', '1')]);
  expect(() => read({ ...mapping, encoding: 'utf-8' }, iconv.encode(text, 'windows-1252'))).toThrow('line 1: not text');
  expect(() => read(mapping, gzipSync(bytes(text)))).toThrow('not text');
});

test('a zip of death stays packed', () => {
  const bomb = Buffer.concat([bytes('PK\u0003\u0004'), gzipSync(Buffer.alloc(50_000_000))]);
  expect(() => read(csv, bomb)).toThrow('line 1: not text');
  expect(() => read(csv, Buffer.alloc(20 * 1024 * 1024 + 1, 'a'))).toThrow('too large');
});

const xml = { format: 'xml', records: '/Answer/Parcel', fields: fields('@ref', 'Tracking/@no', 'Service', 'At') };

test('XML by path, attributes and elements, namespaces away, several trackings in a record', () => {
  const text =
    '<?xml version="1.0"?><x:Answer xmlns:x="urn:a"><x:Parcel ref="S-1"><x:Tracking no="0034"/><x:Tracking no="0035"/><x:Service>DHL</x:Service><x:At>2026-11-25T10:00:00+01:00</x:At></x:Parcel><x:Parcel ref="S-2"><x:Tracking no="7"/><x:Service> DPD </x:Service></x:Parcel></x:Answer>';
  const at = new Date('2026-11-25T09:00:00Z');
  expect(read(xml, text)).toEqual([
    parcel('S-1', '0034', 'DHL', at),
    parcel('S-1', '0035', 'DHL', at),
    parcel('S-2', '7', 'DPD'),
  ]);
});

test.each([
  [
    'external entity',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Answer><Parcel ref="&x;"/></Answer>',
    'DOCTYPE',
  ],
  ['entity bomb', '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><Answer/>', 'DOCTYPE'],
  ['not closed', '<Answer><Parcel></Answer>', 'line 1'],
  ['no records', '<Answer/>', 'no records'],
  ['prototype', '<__proto__><polluted>1</polluted></__proto__>', 'not XML'],
])('XML with %s is unreadable', (_name, text, message) => {
  expect(() => read(xml, text)).toThrow(message);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('JSON by path, one object or many', () => {
  const flat = { format: 'json', fields: fields('shipment', 'trackingNumber', 'parcelService') };
  const one = { shipment: 'S-1', trackingNumber: '0034', parcelService: 'DHL' };
  expect(read(flat, JSON.stringify(one))).toEqual([parcel('S-1', '0034')]);
  expect(read(flat, JSON.stringify([one, one]))).toHaveLength(2);
  const deep = { format: 'json', records: '$.data.parcels[*]', fields: fields('ref.no', '$.codes[*]', 'by') };
  const body = { data: { parcels: [{ ref: { no: 'S-1' }, codes: ['1', 2], by: 'UPS' }] } };
  expect(read(deep, JSON.stringify(body))).toEqual([parcel('S-1', '1', 'UPS'), parcel('S-1', '2', 'UPS')]);
});

test.each(['$[?(@.a)]', '$..a..b', '$[(process.exit())]', '$[?(globalThis.hacked=1)]'])(
  'the path %s is refused',
  (at) => {
    const mapping = { format: 'json', fields: fields(at, 'b') };
    expect(() => read(mapping, '{"a":1,"b":"2"}')).toThrow('not a path');
    expect((globalThis as Record<string, unknown>).hacked).toBeUndefined();
  },
);

const text = { format: 'text', fields: fields('Sendung: (\\S+)', 'Nummer: (\\S+)', 'Dienst: (\\S+)') };

test('text by pattern: one reference for all numbers, or one each', () => {
  expect(read(text, 'Sendung: S-1\nNummer: 1\nNummer: 2\nDienst: DHL\n')).toEqual([
    parcel('S-1', '1'),
    parcel('S-1', '2'),
  ]);
  expect(() => read(text, 'Sendung: S-1 Sendung: S-2 Nummer: 1 Dienst: DHL')).toThrow('shipment 2 × for 1');
  expect(() => read(text, 'Guten Tag')).toThrow('no tracking number');
});

test('a pattern that explodes elsewhere takes linear time here; look-around is refused', () => {
  const evil = { format: 'text', fields: fields('((?:a+)+)$', '((?:a|a)*)b', 'x') };
  expect(() => read(evil, `${'a'.repeat(50_000)}!`)).toThrow('no tracking number');
  expect(() => read({ format: 'text', fields: fields('(?=a)(a)', '(a)') }, 'a')).toThrow('not a pattern');
  expect(() => read({ format: 'text', fields: fields('a', '(a)') }, 'a')).toThrow('needs a group');
});

test('what is missing or half written is told with its record', () => {
  expect(() => read(csv, 'Sendung;Nummer\nS-1;1')).toThrow('columns missing: Dienst');
  expect(() => read(csv, 'Sendung;Nummer;Dienst;Versandt\nS-1;1;DHL;gestern')).toThrow('line 2: not a time');
  expect(() => read(csv, 'Sendung;Nummer;Dienst;Versandt\nS-1;1;DHL;\nS-2;;DHL;')).toThrow(
    'line 3: no tracking number',
  );
  expect(() => read(csv, 'Sendung;Nummer;Dienst;Versandt\nS-1;"1;DHL')).toThrow(/line \d: CSV_QUOTE/);
  expect(() => read({ format: 'json', fields: fields('a', 'b') }, '{"a":"S-1","b"')).toThrow('not JSON');
});
