import { expect, test } from 'vitest';
import { readMail } from './read-mail.ts';

const report = (status: string[], returned: string[]) =>
  readMail(
    Buffer.from(
      [
        'From: Mail Delivery System <MAILER-DAEMON@mx.kontor.test>',
        'To: service@kontor.test',
        'Subject: Undelivered Mail Returned to Sender',
        'MIME-Version: 1.0',
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b/1"',
        '',
        '--b/1',
        'Content-Type: text/plain; charset=us-ascii',
        '',
        'This is the mail system at host mx.kontor.test.',
        '--b/1',
        'Content-Type: message/delivery-status',
        '',
        ...status,
        '',
        '--b/1',
        ...returned,
        '',
        '--b/1--',
        '',
      ].join('\r\n'),
    ),
  );

const original = [
  'Message-ID: <invoice.RE-1@kontor>',
  'From: service@kontor.test',
  'Subject: Rechnung',
  '',
  'Guten Tag',
];

test('Postfix: the mailbox does not exist', async () => {
  const mail = await report(
    [
      'Reporting-MTA: dns; mx.kontor.test',
      'Arrival-Date: Tue, 24 Nov 2026 10:00:00 +0100 (CET)',
      '',
      'Final-Recipient: rfc822; Weg@buyer.test',
      'Original-Recipient: rfc822;Weg@buyer.test',
      'Action: failed',
      'Status: 5.1.1',
      'Remote-MTA: dns; mx.buyer.test',
      'Diagnostic-Code: smtp; 550 5.1.1 <weg@buyer.test>: Recipient address rejected:',
      '    User unknown',
    ],
    ['Content-Type: text/rfc822-headers', '', ...original.slice(0, 3)],
  );
  expect(mail.automatic).toBe('report');
  expect(mail.bounce).toEqual({
    messageId: 'invoice.RE-1@kontor',
    recipients: [
      {
        address: 'weg@buyer.test',
        permanent: true,
        status: '5.1.1',
        diagnostic: '550 5.1.1 <weg@buyer.test>: Recipient address rejected: User unknown',
      },
    ],
  });
});

test('Exchange returns the whole mail; two recipients, one of them only late', async () => {
  const mail = await report(
    [
      'Reporting-MTA: dns;exchange.buyer.test',
      '',
      'Final-recipient: RFC822;voll@buyer.test',
      'Action: failed',
      'Status: 5.2.2',
      '',
      'Final-recipient: RFC822;spaet@buyer.test',
      'Action: delayed',
      'Status: 4.4.1',
    ],
    ['Content-Type: message/rfc822', '', ...original],
  );
  expect(mail.bounce).toEqual({
    messageId: 'invoice.RE-1@kontor',
    recipients: [
      { address: 'voll@buyer.test', permanent: true, status: '5.2.2', diagnostic: '' },
      { address: 'spaet@buyer.test', permanent: false, status: '4.4.1', diagnostic: '' },
    ],
  });
});

test('a report of success is no bounce', async () => {
  const mail = await report(
    ['Reporting-MTA: dns; mx', '', 'Final-Recipient: rfc822; da@buyer.test', 'Action: delivered', 'Status: 2.0.0'],
    ['Content-Type: message/rfc822', '', ...original],
  );
  expect(mail).toMatchObject({ automatic: 'report', bounce: null });
});
