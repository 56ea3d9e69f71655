import { expect, test } from 'vitest';
import { aTransmission } from '../transmission.testing.ts';
import { emailTransport } from './email-transport.ts';
import { smtpMailServer } from './smtp-mail-server.ts';
import { smtpServer } from './smtp-server.testing.ts';

const transmission = aTransmission({ name: 'S-100001.pdf', bytes: Buffer.from('%PDF-1.7') });
transmission.file.mediaType = 'application/pdf';
transmission.mail.html = '<p>Guten Tag</p>';
const doubtSince = new Date('2026-11-24T10:00:00Z');

/** A transport whose journal holds these mails, `seconds` after the doubt began. */
function transportAt(seconds: number, journalCopies: string[], journal: string | null = 'journal@kontor.test') {
  return emailTransport(
    { to: 'auftrag@lagerhaus-sued.test', graceSeconds: 60 },
    {
      mailServer: { send: () => expect.unreachable(), probe: () => expect.unreachable() },
      from: 'service@kontor.test',
      journal,
      hasJournalCopy: async (messageId) => journalCopies.includes(messageId),
      now: () => new Date(doubtSince.getTime() + seconds * 1000),
    },
  );
}

test('a hand-over leaves as a mail with the file attached', async () => {
  await using server = await smtpServer();
  const mailServer = smtpMailServer({ host: '127.0.0.1', port: server.port });
  const deps = {
    mailServer,
    from: '"Müller" <service@kontor.test>',
    journal: 'journal@kontor.test',
    hasJournalCopy: async () => false,
  };
  await emailTransport({ to: 'auftrag@lagerhaus-sued.test' }, deps).send(transmission);
  mailServer.close();
  const [mail] = server.mails;
  expect(mail).toMatchObject({
    messageId: 'handover.S-100001@kontor',
    envelopeTo: ['auftrag@lagerhaus-sued.test', 'journal@kontor.test'],
    subject: 'Versandauftrag S-100001',
    text: 'Guten Tag, anbei S-100001.',
    attachments: [
      { name: 'S-100001.pdf', mediaType: 'application/pdf', bytes: new Uint8Array(transmission.file.bytes) },
    ],
  });
  expect(mail!.raw).toMatch(/text\/html/);
  expect(mail!.raw).toMatch(/^X-Kontor-Kind: handover\r$/m);
  expect(mail!.raw).toMatch(/^X-Kontor-Order: A-100001\r$/m);
});

test('the journal copy proves the arrival, at any time', async () => {
  expect(await transportAt(5, ['handover.S-100001@kontor']).verify(transmission, doubtSince)).toBe('arrived');
  expect(await transportAt(500, ['handover.S-100001@kontor']).verify(transmission, doubtSince)).toBe('arrived');
});

test('without it the mail counts as absent only after the time of grace', async () => {
  expect(await transportAt(59, ['handover.S-100002@kontor']).verify(transmission, doubtSince)).toBe('unknown');
  expect(await transportAt(60, ['handover.S-100002@kontor']).verify(transmission, doubtSince)).toBe('absent');
});

test('without a journal nothing is ever proved absent', async () => {
  expect(await transportAt(9999, [], null).verify(transmission, doubtSince)).toBe('unknown');
});
