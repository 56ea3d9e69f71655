import { expect, test } from 'vitest';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import type { OutgoingMail } from '@kontor/domain/mails/mail-server.port';
import { smtpMailServer } from './smtp-mail-server.ts';
import { type SmtpFaults, smtpServer } from './smtp-server.testing.ts';

const mail: OutgoingMail = {
  messageId: 'invoice.RE-2026-100001@kontor',
  from: '"Müller Handel" <service@kontor.test>',
  to: 'erika@example.test',
  journal: 'journal@kontor.test',
  subject: 'Ihre Rechnung – Größe XL',
  text: 'Guten Tag,\nanbei Ihre Rechnung.',
  html: '<p>Guten Tag,</p><p>anbei Ihre Rechnung.</p>',
  headers: { 'X-Kontor-Kind': 'invoice', 'X-Kontor-Order': 'A-100001' },
  attachments: [{ name: 'Rechnung Größe.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-1.7') }],
};

/** Sends one mail to a server with these faults and gives what it took, or the error. */
async function send(faults: SmtpFaults = {}, changes: Partial<OutgoingMail> = {}) {
  await using server = await smtpServer(faults);
  const mailServer = smtpMailServer({ host: '127.0.0.1', port: server.port });
  try {
    await mailServer.send({ ...mail, ...changes });
    return server.mails[0]!;
  } catch (error) {
    return error as ConnectorError;
  } finally {
    mailServer.close();
  }
}

test('a mail leaves with its own id, headers, both bodies, attachment and the journal copy', async () => {
  const taken = await send();
  expect(taken).toMatchObject({
    envelopeFrom: 'service@kontor.test',
    envelopeTo: ['erika@example.test', 'journal@kontor.test'],
    messageId: mail.messageId,
    from: 'service@kontor.test',
    to: ['erika@example.test'],
    subject: mail.subject,
    automatic: 'autoSubmitted',
    attachments: [{ name: 'Rechnung Größe.pdf', mediaType: 'application/pdf' }],
  });
  expect(taken).toMatchObject({ text: expect.stringContaining('anbei Ihre Rechnung.') });
  expect(taken).toMatchObject({ raw: expect.stringMatching(/^X-Kontor-Kind: invoice\r$/m) });
  expect(taken).toMatchObject({ raw: expect.not.stringContaining('journal@') });
});

test('many mails go through at the same time', async () => {
  await using server = await smtpServer();
  const mailServer = smtpMailServer({ host: '127.0.0.1', port: server.port });
  await Promise.all(Array.from({ length: 50 }, (_, i) => mailServer.send({ ...mail, messageId: `${i}@kontor` })));
  mailServer.close();
  expect(new Set(server.mails.map(({ messageId }) => messageId)).size).toBe(50);
});

test('line breaks in a subject do not become headers', async () => {
  const taken = await send({}, { subject: 'Hallo\r\nBcc: victim@example.test' });
  expect(taken).toMatchObject({ envelopeTo: ['erika@example.test', 'journal@kontor.test'] });
  expect(taken).toMatchObject({ raw: expect.not.stringMatching(/^Bcc:/m) });
});

test.each<[string, SmtpFaults, object]>([
  ['a mail refused for good', { data: 554 }, { retryable: false, arrived: 'no' }],
  ['a mail refused for now', { data: 451 }, { retryable: true, arrived: 'no' }],
  ['an unknown recipient', { rcpt: () => 550 }, { retryable: false, arrived: 'no' }],
  ['a recipient put off', { rcpt: () => 450 }, { retryable: true, arrived: 'no' }],
  [
    'a recipient refused while the journal is taken',
    { rcpt: (address) => (address.startsWith('erika') ? 550 : null) },
    { retryable: false, arrived: 'no' },
  ],
  ['a connection lost after the mail was sent', { data: 'drop' }, { retryable: true, arrived: 'unknown' }],
])('%s', async (_, faults, expected) => {
  const error = await send(faults);
  expect(error).toBeInstanceOf(ConnectorError);
  expect(error).toMatchObject(expected);
  expect(JSON.stringify([String(error), (error as ConnectorError).cause ?? null])).not.toContain('erika');
});

test('a refused journal copy does not hinder the mail', async () => {
  const taken = await send({ rcpt: (address) => (address.startsWith('journal') ? 550 : null) });
  expect(taken).toMatchObject({ envelopeTo: ['erika@example.test'] });
});

test('a server that is not there certainly did not get the mail', async () => {
  const server = await smtpServer();
  await server[Symbol.asyncDispose]();
  const mailServer = smtpMailServer({ host: '127.0.0.1', port: server.port });
  await expect(mailServer.send(mail)).rejects.toMatchObject({ retryable: true, arrived: 'no' });
  mailServer.close();
});
