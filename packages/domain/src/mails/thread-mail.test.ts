import { expect, test } from 'vitest';
import { cluesOf, type KnownClues, type MailThread, type MailToThread, threadMail } from './thread-mail.ts';

const amazonId = '302-1234567-7654321';

const known = (over: Partial<KnownClues> = {}): KnownClues => ({
  tokens: new Map([['k7f3a9', 'order-a']]),
  messageIds: new Map([
    ['shipped.A@kontor', 'order-a'],
    ['invoice.B@kontor', 'order-b'],
  ]),
  numbers: new Map([
    [amazonId, 'order-a'],
    ['RE-2026-100002', 'order-b'],
  ]),
  ofSender: [],
  ...over,
});

const thread = (mail: Partial<MailToThread>, knows: Partial<KnownClues> = {}): MailThread => {
  const whole = {
    recipients: [],
    from: 'b@buyer.test',
    subject: '',
    text: '',
    inReplyTo: null,
    references: [],
    ...mail,
  };
  return threadMail(cluesOf(whole, ['service@kontor.test']), known(knows));
};

test.each<[string, Partial<MailToThread>, Partial<KnownClues>, MailThread]>([
  [
    'the token wins over everything',
    { recipients: ['service+k7f3a9@kontor.test'], inReplyTo: 'invoice.B@kontor', subject: 'RE-2026-100002' },
    { ofSender: ['order-b'] },
    { orderId: 'order-a', reason: 'token', clue: 'k7f3a9' },
  ],
  [
    "a token at another's address is none",
    { recipients: ['service+k7f3a9@elsewhere.test'] },
    {},
    { orderId: null, mayBelongTo: [] },
  ],
  [
    'Gmail and Outlook answer with In-Reply-To',
    { inReplyTo: 'shipped.A@kontor', references: ['shipped.A@kontor'], subject: 'AW: Ihre Sendung' },
    {},
    { orderId: 'order-a', reason: 'reference', clue: 'shipped.A@kontor' },
  ],
  [
    'the nearest of our mails counts',
    { inReplyTo: 'x@buyer.test', references: ['shipped.A@kontor', 'invoice.B@kontor', 'x@buyer.test'] },
    {},
    { orderId: 'order-b', reason: 'reference', clue: 'invoice.B@kontor' },
  ],
  [
    'a reference wins over a quoted number',
    { inReplyTo: 'shipped.A@kontor', text: 'wie bei RE-2026-100002' },
    {},
    { orderId: 'order-a', reason: 'reference', clue: 'shipped.A@kontor' },
  ],
  [
    'the Amazon order number in the subject',
    { from: 'x1y2z3@marketplace.amazon.de', subject: `Frage zur Bestellung (${amazonId})`, text: 'RE-2026-100002' },
    {},
    { orderId: 'order-a', reason: 'subjectNumber', clue: amazonId },
  ],
  [
    'an invoice number in the text, written small',
    { text: 'zur Rechnung re-2026-100002.' },
    {},
    { orderId: 'order-b', reason: 'textNumber', clue: 'RE-2026-100002' },
  ],
  [
    'numbers of two orders are a question for a person',
    { text: `${amazonId} und RE-2026-100002` },
    { ofSender: ['order-a'] },
    { orderId: null, mayBelongTo: ['order-a', 'order-b'] },
  ],
  [
    'a longer number is another number',
    { text: `${amazonId}-1, 9${amazonId}` },
    {},
    { orderId: null, mayBelongTo: [] },
  ],
  [
    'a relay address with one order',
    { from: 'x1y2z3@marketplace.amazon.de', text: 'Wann kommt es?' },
    { ofSender: ['order-a'] },
    { orderId: 'order-a', reason: 'sender', clue: 'x1y2z3@marketplace.amazon.de' },
  ],
  [
    'a buyer with two orders is a question for a person',
    { text: 'Wann kommt es?' },
    { ofSender: ['order-a', 'order-b'] },
    { orderId: null, mayBelongTo: ['order-a', 'order-b'] },
  ],
  ['a stranger goes to the inbox', { text: 'Tel. 0171 2345678' }, {}, { orderId: null, mayBelongTo: [] }],
])('%s', (_, mail, knows, expected) => {
  expect(thread(mail, knows)).toEqual(expected);
});

test('a mail full of numbers gives few clues', () => {
  const text = Array.from({ length: 50_000 }, (_, i) => `A-${100_000 + i}`).join(' ');
  const { textNumbers } = cluesOf(
    { recipients: [], from: null, subject: '', text, inReplyTo: null, references: [] },
    [],
  );
  expect(textNumbers).toHaveLength(200);
});
