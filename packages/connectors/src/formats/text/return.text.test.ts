import { expect, test } from 'vitest';
import { readReturnText, returnPatterns } from './return.text.ts';

const patterns = returnPatterns.parse({
  reference: 'Sendung: (\\S+)',
  trackingNumber: 'Sendungsnummer: (\\S+)',
  parcelService: 'Paketdienst: (\\S+)',
  shippedAt: 'Versandt: (\\S+)',
});
const read = (...lines: string[]) => readReturnText(lines.join('\r\n'), patterns);

test('a confirmation is read by its patterns', () => {
  const text = [
    'Guten Tag,',
    'Sendung: S-1',
    'Sendungsnummer: 00340434161094021501',
    'Paketdienst: DHL',
    'Versandt: 2026-11-24T10:00:00Z',
  ];
  expect(read(...text)).toEqual([
    {
      shipment: 'S-1',
      trackingNumber: '00340434161094021501',
      parcelService: 'DHL',
      shippedAt: new Date('2026-11-24T10:00:00Z'),
    },
  ]);
});

test('several parcels share what is said once', () => {
  expect(read('Sendung: S-1', 'Paketdienst: DPD', 'Sendungsnummer: 1', 'Sendungsnummer: 2')).toMatchObject([
    { shipment: 'S-1', trackingNumber: '1', parcelService: 'DPD', shippedAt: null },
    { shipment: 'S-1', trackingNumber: '2', parcelService: 'DPD', shippedAt: null },
  ]);
});

test('several blocks are read in order', () => {
  const block = (n: number, service: string) => [
    `Sendung: S-${n}`,
    `Sendungsnummer: ${n}${n}`,
    `Paketdienst: ${service}`,
  ];
  expect(read(...block(1, 'DHL'), ...block(2, 'GLS'))).toMatchObject([
    { shipment: 'S-1', trackingNumber: '11', parcelService: 'DHL' },
    { shipment: 'S-2', trackingNumber: '22', parcelService: 'GLS' },
  ]);
});

test.each([
  [['Haben Sie am Samstag offen?'], 'no tracking number'],
  [['Sendungsnummer: 1', 'Paketdienst: DHL'], '0 × reference'],
  [['Sendung: S-1', 'Sendung: S-2', 'Sendungsnummer: 1', 'Paketdienst: DHL'], '2 × reference'],
  [['Sendung: S-1', 'Sendungsnummer: 1'], '0 × parcel service'],
  [['Sendung: S-1', 'Sendungsnummer: 1', 'Paketdienst: DHL', 'Versandt: heute'], 'shipping time: not a time'],
])('%j is refused', (lines, problem) => {
  expect(() => read(...lines)).toThrowError(
    expect.objectContaining({ name: 'UnreadableReturn', message: expect.stringContaining(problem) }),
  );
});

test('patterns are checked when they are configured', () => {
  const check = (trackingNumber: string) => returnPatterns.safeParse({ ...patterns, trackingNumber }).success;
  expect([check('Nr (\\d+)'), check('Nr \\d+'), check('Nr (\\d+'), check('(?=x)(y)')]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('a pattern that would blind a backtracking engine is read in linear time', () => {
  const evil = returnPatterns.parse({ ...patterns, trackingNumber: '((?:a+)+)$' });
  expect(() => readReturnText(`${'a'.repeat(20_000)}!`, evil)).toThrow('no tracking number');
});
