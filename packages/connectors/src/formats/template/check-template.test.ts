import { expect, test } from 'vitest';
import { checkTemplate } from './check-template.ts';
import { aTemplate } from './template.testing.ts';

const check = (body: string, more: object = {}) => checkTemplate(aTemplate({ body, ...more }), { collective: false });
const at = (
  line: number | null,
  column: number | null,
  code: string,
  found: unknown,
  suggestion: string | null = null,
) => expect.objectContaining({ part: 'body', line, column, code, found, suggestion });

test('a template in order has no problems', () => {
  expect(check('{{ shipment.number }}')).toEqual([]);
});

test.each([
  [
    '<Order>\n  <Weight>{{ shipment.weigth }}</Weight>\n</Order>',
    at(2, 14, 'unknown_variable', 'shipment.weigth', 'weightG'),
  ],
  ['{{ shipmnt.number }}', at(1, 4, 'unknown_variable', 'shipmnt.number', 'shipment')],
  [
    '{% if false %}\n{{ shipment.recipient.citty }}{% endif %}',
    at(2, 4, 'unknown_variable', 'shipment.recipient.citty', 'city'),
  ],
  ['{% for line in shipment.lines %}\n{{ line.skuu }}{% endfor %}', at(2, 4, 'unknown_variable', 'line.skuu', 'sku')],
  ['\n {{ shipment.number | upcse }}', at(2, 2, 'unknown_filter', 'upcse', 'upcase')],
  ['{% fi x %}', at(1, 1, 'unknown_tag', 'fi', 'if')],
  ['a\n{% if shipment %}', at(2, 1, 'syntax', expect.stringContaining('not closed'))],
  ['{{ shipment.number', at(1, 1, 'syntax', expect.stringContaining('not closed'))],
  ['hello', at(null, null, 'shipment_missing', 'P-100001')],
  ['  ', at(null, null, 'empty', '')],
])('%j', (body, problem) => {
  expect(check(body)).toEqual([problem]);
});

test('every unknown name is told at once', () => {
  expect(check('{{ shipment.a }}\n{{ shipment.numbr }}').map(({ line, found }) => [line, found])).toEqual([
    [1, 'shipment.a'],
    [2, 'shipment.numbr'],
  ]);
});

test('the result must be of its format', () => {
  expect(check('<a>{{ shipment.number }}</b>', { format: 'xml' })[0]).toMatchObject({
    code: 'not_well_formed',
    line: 1,
  });
  expect(check('{"a": {{ shipment.number }},}', { format: 'json' })[0]).toMatchObject({
    code: 'not_well_formed',
    line: 1,
  });
  expect(check('a;b\n{{ shipment.number }}\n', { format: 'csv' })[0]).toMatchObject({ code: 'uneven_rows', line: 2 });
  expect(
    check('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>{{ shipment.number }}&x;</a>', {
      format: 'xml',
    })[0],
  ).toMatchObject({ found: 'DOCTYPE' });
});

test.each([
  ['a loop without end', '{% for i in (1..1000000000) %}x{% endfor %}'],
  [
    'loops in loops',
    '{% for i in (1..9999) %}{% for j in (1..9999) %}{% for k in (1..9999) %}{% endfor %}{% endfor %}{% endfor %}',
  ],
  [
    'a text that doubles',
    "{% assign a = 'xxxxxxxxxx' %}{% for i in (1..40) %}{% assign a = a | append: a %}{% endfor %}",
  ],
  [
    'a capture bomb',
    '{% capture a %}x{% endcapture %}{% for i in (1..99999) %}{% capture a %}{{ a }}{{ a }}{% endcapture %}{% endfor %}',
  ],
])('%s is stopped', (_name, body) => {
  expect(check(`{{ shipment.number }}${body}`)[0]).toMatchObject({ code: 'too_much' });
});

test.each([
  '{{ shipment.constructor }}',
  '{{ shipment.__proto__ }}',
  '{{ process.env }}',
  "{% include '/etc/passwd' %}",
  "{% render '/etc/passwd' %}",
  "{% layout '/etc/passwd' %}",
  '{{ shipment | json }}',
  '{{ shipment.number | raw }}',
])('%s gets nothing', (body) => {
  expect(check(`{{ shipment.number }}${body}`)[0]?.code).toMatch(/^unknown_/);
});

test('the texts of the mail and the file name are checked as well', () => {
  const problems = check('{{ shipment.number }}', {
    fileName: '{{ keey }}',
    subject: '{{ order }}',
    mailHtml: '{% if %}',
  });
  expect(problems.map(({ part, code }) => [part, code])).toEqual([
    ['fileName', 'unknown_variable'],
    ['subject', 'unknown_variable'],
    ['mailHtml', 'syntax'],
  ]);
});

test('a collective template must not name one shipment', () => {
  const content = aTemplate({ body: '{{ shipment.number }}' });
  expect(checkTemplate(content, { collective: true })[0]).toMatchObject({
    found: 'shipment.number',
    suggestion: 'shipments',
  });
});
