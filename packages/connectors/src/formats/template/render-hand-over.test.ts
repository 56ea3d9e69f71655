import { expect, test } from 'vitest';
import { parse } from 'csv-parse/sync';
import { XMLParser } from 'fast-xml-parser';
import { aHandOver } from '../hand-over.testing.ts';
import { handOverFile, renderHandOver, safeFileName } from './render-hand-over.ts';
import { aSet, aTemplate } from './template.testing.ts';

const nasty = aHandOver({
  recipient: {
    name: '=HYPERLINK("http://x";"y")',
    company: 'A & B <b>"x"</b>',
    street: "+49\r\nO'Neil",
    postcode: '01067',
    city: '@SUM(1)',
    country: 'DE',
  },
  lines: [
    { sku: '-KABEL', title: '-1; "Kabel"', quantity: 2, weightG: -1 },
    { sku: 'B', title: 'x', quantity: 1, weightG: 80 },
  ],
});
const csvBody = `shipment;name;street;city;sku;title;weight
{%- for line in shipment.lines %}
{{ shipment.number }};{{ shipment.recipient.name }};{{ shipment.recipient.street }};{{ shipment.recipient.city }};{{ line.sku }};{{ line.title }};{{ line.weightG }}
{%- endfor %}
`;
const noPdf = () => Promise.reject(new Error('nothing to print'));

test('CSV cells never become formulas or further cells; numbers and article numbers stay', async () => {
  const content = aTemplate({ format: 'csv', body: csvBody, fileName: '{{ key }}.csv', lineEnd: 'crlf' });
  const file = await handOverFile(content, renderHandOver(content, aSet(nasty)), noPdf);
  const rows = parse(Buffer.from(file.bytes), { delimiter: ';', columns: true }) as Record<string, string>[];
  expect(file).toMatchObject({ name: 'S-100001.csv', mediaType: 'text/csv; charset=utf-8' });
  expect(rows[0]).toEqual({
    shipment: 'S-100001',
    name: `'=HYPERLINK("http://x";"y")`,
    street: `'+49 O'Neil`,
    city: `'@SUM(1)`,
    sku: '-KABEL',
    title: `'-1; "Kabel"`,
    weight: '-1',
  });
  expect(new TextDecoder().decode(file.bytes)).toMatch(/^shipment;name;street;city;sku;title;weight\r\n/);
});

test.each([
  ['always', '"S-100001";"Lampe ""Nord"""'],
  ['needed', 'S-100001;"Lampe ""Nord"""'],
  ['never', 'S-100001;Lampe "Nord"'],
] as const)('quoting %s', (quoting, row) => {
  const content = aTemplate({ format: 'csv', quoting, body: '{{ shipment.number }};{{ shipment.lines[0].title }}\n' });
  expect(renderHandOver(content, aSet(aHandOver())).text).toBe(`${row}\n`);
});

test('what is to be collected on delivery is an amount, else nothing', () => {
  const content = aTemplate({
    format: 'csv',
    body: '{{ key }};{{ shipment.cashOnDelivery }};{{ shipment.cashCurrency }}\n',
  });
  const due = aHandOver({ cashOnDelivery: { amount: 3_986, currency: 'EUR' } });
  expect([due, aHandOver()].map((one) => renderHandOver(content, aSet(one)).text)).toEqual([
    'S-100001;39.86;EUR\n',
    'S-100001;;\n',
  ]);
});

test('XML and JSON hold every value as a value', () => {
  const xml = aTemplate({
    format: 'xml',
    body: '<a no="{{ shipment.number }}"><n>{{ shipment.recipient.company }}</n></a>',
  });
  expect(new XMLParser().parse(renderHandOver(xml, aSet(nasty)).text)).toEqual({
    a: {
      n: 'A &amp; B &lt;b&gt;&quot;x&quot;&lt;/b&gt;'
        .replaceAll('&amp;', '&')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"'),
    },
  });
  const json = aTemplate({
    format: 'json',
    body: '{"s":{{ shipment.number }},"n":{{ shipment.recipient.name }},"w":{{ shipment.weightG }},"skus":[{% for line in shipment.lines %}{{ line.sku }}{% unless forloop.last %},{% endunless %}{% endfor %}]}',
  });
  expect(JSON.parse(renderHandOver(json, aSet(nasty)).text)).toEqual({
    s: 'S-100001',
    n: '=HYPERLINK("http://x";"y")',
    w: 79,
    skus: ['-KABEL', 'B'],
  });
});

test('fixed width cuts and fills', () => {
  const content = aTemplate({
    body: "{{ shipment.number | fixed: 10 }}|{{ shipment.lines[0].quantity | fixed: 5, 'right', '0' }}|{{ shipment.recipient.name | fixed: 4 }}|",
  });
  expect(renderHandOver(content, aSet(aHandOver())).text).toBe('S-100001  |00002|Erik|');
});

test('encodings: what windows-1252 lacks loses its accent, a BOM stands in front', async () => {
  const data = aHandOver();
  data.recipient.name = 'Łukasz Dvořák – Müller €';
  const content = aTemplate({ body: '{{ shipment.number }} {{ shipment.recipient.name }}', encoding: 'iso-8859-1' });
  const bytes = async (encoding: 'iso-8859-1' | 'windows-1252' | 'utf-8-bom') =>
    Buffer.from((await handOverFile({ ...content, encoding }, renderHandOver(content, aSet(data)), noPdf)).bytes);
  expect((await bytes('iso-8859-1')).toString('latin1')).toBe('S-100001 Lukasz Dvorák - Müller EUR');
  expect((await bytes('windows-1252')).at(-1)).toBe(0x80);
  expect((await bytes('utf-8-bom')).subarray(0, 3).toString('hex')).toBe('efbbbf');
});

test('a collective file holds every shipment, or it is refused', () => {
  const two = aSet(aHandOver(), aHandOver({ shipment: 'S-100002' }));
  const all = aTemplate({ body: '{% for shipment in shipments %}{{ shipment.number }}\n{% endfor %}' });
  expect(renderHandOver(all, two).text).toBe('S-100001\nS-100002\n');
  const first = aTemplate({ body: '{{ shipments[0].number }}' });
  expect(() => renderHandOver(first, two)).toThrow(/shipment_missing S-100002/);
  expect(() => renderHandOver(aTemplate({ body: '{{ shipment.number }}' }), two)).toThrow(/unknown_variable shipment/);
});

test('a file name is never a path', () => {
  expect(safeFileName('../../etc/passwd')).toBe('_.._etc_passwd');
  expect(safeFileName('..\\..\\x.csv')).toBe('_.._x.csv');
  expect(safeFileName('a/b\0c.tmp')).toBe('a_b_c_tmp');
  expect(safeFileName(' . ')).toBe('file');
  const content = aTemplate({ body: '{{ shipment.number }}', fileName: '{{ shipment.recipient.addition }}' });
  const data = aHandOver();
  data.recipient.addition = '../../../root/.ssh/authorized_keys';
  expect(renderHandOver(content, aSet(data)).fileName).toBe('_.._.._root_.ssh_authorized_keys');
});

test('the same set gives the same bytes at every try', () => {
  const content = aTemplate({ body: "{{ shipment.number }} {{ date | date: '%d.%m.%Y %H:%M' }}" });
  expect(renderHandOver(content, aSet(aHandOver())).text).toBe('S-100001 02.01.2026 11:30');
  expect(() => renderHandOver(aTemplate({ body: "{{ 'now' | date: '%s' }}" }), aSet(aHandOver()))).toThrow(/now/);
});
