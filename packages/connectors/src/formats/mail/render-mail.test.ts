import { languages, languageOf, type MailData } from '@kontor/domain/mails/mail-content';
import { defaultContent } from '@kontor/domain/mails/mail-defaults';
import { mailKinds, type MailKind } from '@kontor/domain/mails/write-mails';
import { expect, test } from 'vitest';
import { checkMail, renderMail } from './render-mail.ts';

const writeMail = (kind: MailKind, of: MailData) => renderMail(defaultContent(kind, of.language), of);

const data: MailData = {
  language: 'de',
  seller: 'Muster & Söhne',
  customerName: '<b>Jana</b>',
  order: 'A-100001',
  channelOrderId: '302-1\r\nBcc: x@y.z',
  lines: [{ title: 'Kabel & Stecker', quantity: 2, total: '19,98 €' }],
  total: '19,98 €',
  trackings: [{ service: 'DHL', number: '0034', url: 'https://example.org/?n=1&m=2' }],
  invoice: 'RE-2026-100001',
};

test('what customers wrote cannot become markup or headers', () => {
  const mail = writeMail('received', data);
  expect(mail.html).toContain('&lt;b&gt;Jana');
  expect(mail.html).not.toContain('<b>Jana');
  expect(mail.html).toContain('Kabel &amp; Stecker');
  expect(mail.subject).toBe('Ihre Bestellung 302-1 Bcc: x@y.z ist eingegangen');
});

test('the text says what the HTML says', () => {
  const { text } = writeMail('received', { ...data, customerName: 'Jana Müller', channelOrderId: '302-1' });
  expect(text).toBe(`Guten Tag Jana Müller,

vielen Dank für Ihre Bestellung. Wir bearbeiten sie unter der Auftragsnummer A-100001 und melden uns, sobald sie unterwegs ist.

2 × Kabel & Stecker: 19,98 €
Gesamt: 19,98 €

Mit freundlichen Grüßen
Muster & Söhne

Bestellung 302-1 · A-100001
`);
});

test('the shipping mail carries number and link in both parts, the others do not', () => {
  const mail = writeMail('shipped', data);
  expect(mail.text).toContain('DHL 0034\nhttps://example.org/?n=1&m=2');
  expect(mail.html).toContain('href="https://example.org/?n=1&amp;m=2"');
  expect(writeMail('invoice', data).html).not.toContain('0034');
});

test('a parcel of a service without a tracking page is named without a link', () => {
  const mail = writeMail('shipped', { ...data, trackings: [{ service: 'Bote', number: '4711', url: null }] });
  expect(mail.text).toContain('Bote 4711\n\n');
  expect(mail.html).toContain('4711');
  expect(mail.html).not.toContain('href');
});

test('a part of an order is called a part and has no amounts', () => {
  const part = { ...data, channelOrderId: '302-1', lines: [{ title: 'Kabel', quantity: 1, total: null }], total: null };
  const german = writeMail('shipped', part);
  expect(german.subject).toBe('Ein Teil Ihrer Bestellung 302-1 ist unterwegs');
  expect(german.text).toContain('\n\n1 × Kabel\n\n');
  expect(german.html).not.toContain('Gesamt');
  expect(writeMail('shipped', { ...part, language: 'en' }).subject).toBe('Part of your order 302-1 is on its way');
});

test.each([
  ['received', 'We have received your order 302-1'],
  ['shipped', 'Your order 302-1 is on its way'],
  ['invoice', 'Your invoice RE-2026-100001 for order 302-1'],
] as const)('%s in English', (kind, subject) => {
  const mail = writeMail(kind, { ...data, language: 'en', channelOrderId: '302-1', customerName: '' });
  expect(mail.subject).toBe(subject);
  expect(mail.text).toMatch(/^Hello,\n\n[A-Z]/);
  expect(mail.html).toContain('lang="en"');
});

test('the language follows the country', () => {
  expect(['DE', 'AT', 'CH', 'LI', 'LU', 'lu'].map(languageOf)).toEqual(['de', 'de', 'de', 'de', 'de', 'de']);
  expect(['FR', 'GB', ''].map(languageOf)).toEqual(['en', 'en', 'en']);
});

test.each(mailKinds.flatMap((kind) => languages.map((language) => [kind, language] as const)))(
  'the built-in %s in %s is in order',
  (kind, language) => expect(checkMail(defaultContent(kind, language))).toEqual([]),
);

test('several parcels are counted', () => {
  const [parcel] = data.trackings;
  expect(writeMail('shipped', { ...data, trackings: [parcel!, parcel!] }).text).toContain('in 2 Paketen auf dem Weg');
});

const content = defaultContent('received', 'de');

test('an unknown placeholder is found at its place, with the one that was meant', () => {
  expect(checkMail({ ...content, mailText: 'Hallo\n{% if false %}{{ custmerName }}{% endif %}' })).toEqual([
    {
      part: 'mailText',
      line: 2,
      column: 18,
      code: 'unknown_variable',
      found: 'custmerName',
      suggestion: 'customerName',
    },
  ]);
  expect(checkMail({ ...content, mailHtml: '{% for item in lines %}{{ item.titel }}{% endfor %}' })).toMatchObject([
    { part: 'mailHtml', found: 'item.titel' },
  ]);
});

test('a mail without subject or text, or without end, is refused', () => {
  expect(checkMail({ ...content, subject: ' {% if false %}x{% endif %}' })).toMatchObject([
    { part: 'subject', code: 'empty' },
  ]);
  expect(checkMail({ ...content, mailText: '\n' })).toMatchObject([{ part: 'mailText', code: 'empty' }]);
  expect(checkMail({ ...content, mailHtml: '{% for i in (1..1000000000) %}x{% endfor %}' })).toMatchObject([
    { part: 'mailHtml', code: 'too_much' },
  ]);
});
