import { expect, test } from 'vitest';
import { languageOf, writeMail, type MailData } from './mail-templates.ts';

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
  expect(mail.html).not.toContain('<b>Jana');
  expect(mail.html).toContain('Kabel &amp; Stecker');
  expect(mail.subject).not.toMatch(/[\r\n]/);
});

test('the shipping mail carries number and link in both parts', () => {
  const mail = writeMail('shipped', data);
  expect(mail.text).toContain('DHL 0034\nhttps://example.org/?n=1&m=2');
  expect(mail.html).toContain('href="https://example.org/?n=1&amp;m=2"');
});

test('the language follows the country', () => {
  expect([languageOf('AT'), languageOf('FR')]).toEqual(['de', 'en']);
  expect(writeMail('invoice', { ...data, language: 'en' }).subject).toContain('Your invoice RE-2026-100001');
});
