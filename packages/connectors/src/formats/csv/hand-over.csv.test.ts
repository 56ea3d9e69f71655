import { expect, test } from 'vitest';
import { aHandOver } from '../hand-over.testing.ts';
import { writeHandOverCsv } from './hand-over.csv.ts';

const linesOf = (bytes: Uint8Array): string[] => new TextDecoder().decode(bytes).split('\r\n');

test('a hand-over has titles and one row per line', () => {
  expect(linesOf(writeHandOverCsv(aHandOver()))).toEqual([
    'shipment;delivery_note;order;service;name;company;street;addition;postcode;city;country;sku;title;quantity;weight_g',
    'S-100001;LS-100001;A-100001;dhl-paket;Erika Müller;;Hauptstr. 12;"3. OG; links";01067;Dresden;DE;LAMPE-01;"Lampe ""Nord""";2;1200',
    'S-100001;LS-100001;A-100001;dhl-paket;Erika Müller;;Hauptstr. 12;"3. OG; links";01067;Dresden;DE;-KABEL;USB-Kabel;1;80',
    '',
  ]);
});

test('what buyers write cannot become a formula or another row', () => {
  const recipient = {
    ...aHandOver().recipient,
    name: '=HYPERLINK("http://x")',
    company: '@SUM(1)',
    addition: 'a\r\nS-9;b',
  };
  const [, row] = linesOf(writeHandOverCsv(aHandOver({ recipient })));
  expect(row).toContain(`;"'=HYPERLINK(""http://x"")";'@SUM(1);`);
  expect(row).toContain(';"a S-9;b";');
});
