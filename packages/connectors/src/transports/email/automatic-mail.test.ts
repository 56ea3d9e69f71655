import { expect, test } from 'vitest';
import { readMail } from './read-mail.ts';

const automatic = async (...head: string[]) =>
  (await readMail(Buffer.from([...head, 'Message-ID: <m@buyer.test>', '', 'Guten Tag'].join('\r\n')))).automatic;

test.each([
  [
    'Gmail vacation',
    'autoSubmitted',
    ['Auto-Submitted: auto-replied', 'Precedence: bulk', 'Subject: Urlaub Re: Versand'],
  ],
  ['Outlook absence', 'autoSubmitted', ['X-Auto-Response-Suppress: All', 'Auto-Submitted: auto-generated']],
  ['Exchange, only suppress', 'autoSubmitted', ['X-Auto-Response-Suppress: DR, RN, All', 'Subject: Notiz']],
  ['old responder', 'autoSubmitted', ['X-Autoreply: yes']],
  ['qmail responder', 'autoSubmitted', ['Precedence: auto_reply']],
  ['a list', 'mailingList', ['List-Id: Nachrichten <news.shop.test>', 'Precedence: bulk']],
  ['a list by precedence', 'mailingList', ['Precedence: list']],
  ['bulk', 'bulk', ['Precedence: BULK']],
  ['a bounce without report', 'report', ['From: Mail System <MAILER-DAEMON@mx.buyer.test>']],
  ['German absence', 'vacationSubject', ['Subject: Abwesenheitsnotiz: Ihre Bestellung']],
  ['German Outlook', 'vacationSubject', ['Subject: Automatische Antwort: Versand']],
  ['German, encoded', 'vacationSubject', ['Subject: =?utf-8?Q?Ich_bin_nicht_im_B=C3=BCro?=']],
  ['English Outlook', 'vacationSubject', ['Subject: Automatic reply: Your order']],
  ['English absence', 'vacationSubject', ['Subject: Out of Office Re: Your order']],
])('%s is automatic: %s', async (_, why, head) => {
  expect(await automatic(...head)).toBe(why);
});

test.each([
  ['a plain question', ['From: b@buyer.test', 'Subject: Frage zur Lieferung']],
  ['auto-submitted: no', ['Auto-Submitted: no', 'Subject: Frage']],
  ['a person on Exchange', ['X-Auto-Response-Suppress: OOF', 'Subject: Frage']],
  ['absence inside a subject', ['Subject: Ich bin ab Montag abwesend, bitte eher liefern']],
  ['an answer to an absence', ['Subject: Re: Automatische Antwort: Versand']],
  ['a product named so', ['Subject: Out of Officer Kostüm, falsche Größe']],
])('%s is a person', async (_, head) => {
  expect(await automatic(...head)).toBeNull();
});
