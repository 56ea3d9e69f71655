import { expect, test } from 'vitest';
import { readMail } from './read-mail.ts';

const read = (...lines: string[]) => readMail(Buffer.from(lines.join('\r\n'), 'latin1'));

test('a mail is taken apart', async () => {
  const mail = await read(
    'From: =?utf-8?Q?Lager_S=C3=BCd?= <Versand@Lagerhaus-Sued.test>',
    'To: Kontor <Service@kontor.test>, zweite@kontor.test',
    'Subject: =?utf-8?Q?Versandbest=C3=A4tigung?= S-100001',
    'Message-ID: <abc@lagerhaus-sued.test>',
    'In-Reply-To: <handover.S-100001@kontor>',
    'References: <one@kontor> <handover.S-100001@kontor>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=x',
    '',
    '--x',
    'Content-Type: text/plain; charset=iso-8859-1',
    'Content-Transfer-Encoding: 8bit',
    '',
    'Gr\xfc\xdfe',
    '--x',
    'Content-Type: application/octet-stream; name=liste.bin',
    'Content-Transfer-Encoding: base64',
    '',
    'AAEC',
    '--x--',
  );
  expect(mail).toEqual({
    messageId: 'abc@lagerhaus-sued.test',
    from: 'versand@lagerhaus-sued.test',
    to: ['service@kontor.test', 'zweite@kontor.test'],
    subject: 'Versandbestätigung S-100001',
    text: expect.stringContaining('Grüße'),
    inReplyTo: 'handover.S-100001@kontor',
    references: ['one@kontor', 'handover.S-100001@kontor'],
    attachments: [{ name: 'liste.bin', mediaType: 'application/octet-stream', bytes: new Uint8Array([0, 1, 2]) }],
    automatic: null,
    bounce: null,
  });
});

test('a mail of HTML alone still has a text', async () => {
  const mail = await read('Content-Type: text/html', '', '<p>Sendung: <b>S-1</b></p><img src="http://127.0.0.1:1/x">');
  expect(mail.text).toContain('Sendung: S-1');
});

test('junk is an empty mail, not an error', async () => {
  expect(await readMail(new Uint8Array([0, 255, 1, 2]))).toMatchObject({
    messageId: null,
    from: null,
    to: [],
    subject: '',
  });
});
