import { listenForMail, type MailListener } from '@kontor/connectors/transports/email/receive-mail';
import { sayMail } from '@kontor/connectors/transports/email/say-mail.testing';
import { smtpMailServer } from '@kontor/connectors/transports/email/smtp-mail-server';
import { smtpServer } from '@kontor/connectors/transports/email/smtp-server.testing';
import { Effect } from '@kontor/domain/effects/effect.entity';
import { performEffects } from '@kontor/domain/effects/perform-effects';
import { answerCustomer } from '@kontor/domain/mails/answer-customer';
import { CustomerMail } from '@kontor/domain/mails/customer-mail.entity';
import { writeMails } from '@kontor/domain/mails/write-mails';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { anIncomingOrder } from '@kontor/domain/testing';
import { Ticket } from '@kontor/domain/tickets/ticket.entity';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Work } from '../handle.ts';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { mailPractice } from './mail.practice.ts';
import { receiveMail } from './receive-mail.ts';

let world: TestWorld;
let listener: MailListener;
beforeAll(async () => {
  world = await openTestWorld();
  listener = await listenForMail({
    host: '127.0.0.1',
    port: 0,
    maxBytes: 1024 * 1024,
    domains: ['kontor.test'],
    onMail: (mail) => receiveMail(world.ctx('carrier'), mail),
  });
});
afterAll(async () => {
  await listener.close();
  await world.close();
});

async function deliver(raw: string[], to = 'service@kontor.test'): Promise<void> {
  await sayMail(listener.port, to, raw);
  await world.settle();
}

const from = (email: string, id: string, ...more: string[]) => [
  `From: Jana <${email}>`,
  'To: service@kontor.test',
  `Message-ID: <${id}@buyer.test>`,
  ...more,
];

async function anOrder(): Promise<{ id: string; number: string; email: string }> {
  const order = anIncomingOrder();
  const channelId = world.channelId;
  await importOrders(world.ctx('channel'), { channelId, orders: [order], unreadable: [], cursor: null });
  await world.settle();
  const email = order.buyer.email!;
  const [row] = await world.rows<{ id: string; number: string }>(
    'select id, number from sales_order where channel_order_id = ?',
    [order.channelOrderId],
  );
  return { ...row!, email };
}

const mailsOf = (orderId: string) => world.ctx().em.find(CustomerMail, { orderId }, { orderBy: { id: 'asc' } });
const ticketsOf = (orderId: string) => world.ctx().em.find(Ticket, { orderId });
const inbound = (id: string) =>
  world.rows<{ state: string; problem: string | null }>(
    'select state, problem from inbound_message where message_id = ?',
    [`${id}@buyer.test`],
  );

test('an answer to a mail of ours stands on its order; the clerk answers back in the same thread', async () => {
  const order = await anOrder();
  await writeMails(world.ctx(), 'received', [order.id]);
  const reference = `received.${order.number}@kontor`;
  await deliver(
    from(
      order.email,
      'q1',
      'Subject: Re: unterwegs',
      `In-Reply-To: <${reference}>`,
      `References: <${reference}>`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=x',
      '',
      '--x',
      '',
      'Passt das Kabel auch hier?',
      '--x',
      'Content-Type: image/png; name=foto.png',
      'Content-Transfer-Encoding: base64',
      '',
      'iVBORw0KGgo=',
      '--x--',
    ),
  );
  const [ticket, ...more] = await ticketsOf(order.id);
  expect(more).toEqual([]);
  expect(ticket).toMatchObject({ kind: 'mail', reason: 'customer_mail', status: 'open' });
  expect(await mailsOf(order.id)).toMatchObject([
    {
      threadReason: 'reference',
      threadClue: reference,
      text: expect.stringContaining('Passt das Kabel'),
      attachments: [{ name: 'foto.png', mediaType: 'image/png', size: 8 }],
    },
  ]);

  const note = await answerCustomer(world.ctx('staff:anna'), { ticketId: ticket!.id, text: 'Ja, es passt.' });
  const [sent] = await carryOut(`reply:${note.id}`);
  expect(sent).toMatchObject({
    to: [order.email],
    subject: 'Re: unterwegs',
    inReplyTo: 'q1@buyer.test',
    references: [reference, 'q1@buyer.test'],
    automatic: null,
  });
});

async function carryOut(key: string) {
  await using server = await smtpServer();
  const mailServer = smtpMailServer({ host: '127.0.0.1', port: server.port });
  const connections = { mailServer: () => mailServer, hasJournalCopy: async () => false, journalGraceSeconds: 60 };
  try {
    const { id } = await world.ctx().em.findOneOrFail(Effect, { kind: 'mail', key });
    await performEffects(world.ctx(), mailPractice({ connections } as unknown as Work), [id]);
  } finally {
    mailServer.close();
  }
  return server.mails;
}

test('a second mail opens the closed ticket again; the same mail twice is one', async () => {
  const order = await anOrder();
  const mail = from(order.email, 'again1', `Subject: ${order.number}`, '', 'Hallo');
  await deliver(mail);
  await deliver(['Delivered-To: zwei@kontor.test', ...mail], 'zwei@kontor.test');
  expect(await mailsOf(order.id)).toMatchObject([{ threadReason: 'subjectNumber', threadClue: order.number }]);
  await world.rows(`update ticket set status = 'closed' where order_id = ? returning id`, [order.id]);
  await deliver(from(order.email, 'again2', 'Subject: Noch etwas', '', 'Hallo?'));
  expect((await mailsOf(order.id)).map(({ threadReason }) => threadReason)).toEqual(['subjectNumber', 'sender']);
  expect(await ticketsOf(order.id)).toMatchObject([{ status: 'open', openedTimes: 2 }]);
});

test("an order's own address leads to it, whoever writes", async () => {
  const order = await anOrder();
  const to = `service+${order.id.replaceAll('-', '')}@kontor.test`;
  await deliver([`From: andere@buyer.test`, `To: ${to}`, 'Message-ID: <tok@buyer.test>', 'Subject: x', '', 'y'], to);
  expect(await mailsOf(order.id)).toMatchObject([{ threadReason: 'token', sender: 'andere@buyer.test' }]);
});

test('what a machine or we ourselves wrote is kept, marked and opens nothing', async () => {
  const order = await anOrder();
  const subject = `Subject: ${order.number}`;
  await deliver(from(order.email, 'vac', `Subject: Automatische Antwort: ${order.number}`, '', 'Ich bin im Urlaub'));
  await deliver(from(order.email, 'list', subject, 'List-Id: <a.b>', '', 'x'));
  await deliver(from('service@kontor.test', 'own', subject, '', 'x'));
  expect(await ticketsOf(order.id)).toEqual([]);
  expect(await inbound('vac')).toEqual([{ state: 'ignored', problem: 'vacationSubject' }]);
  expect(await inbound('list')).toEqual([{ state: 'ignored', problem: 'mailingList' }]);
  expect(await inbound('own')).toEqual([{ state: 'ignored', problem: 'own' }]);
});

test('a bounce of ours makes a ticket, a late notice none', async () => {
  const order = await anOrder();
  await writeMails(world.ctx(), 'received', [order.id]);
  const report = (action: string) =>
    from(
      'mailer-daemon@buyer.test',
      `dsn-${action}`,
      'Content-Type: multipart/report; report-type=delivery-status; boundary=x',
      '',
      '--x',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.buyer.test',
      '',
      `Final-Recipient: rfc822; ${order.email}`,
      `Action: ${action}`,
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 unknown user',
      '',
      '--x',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: <received.${order.number}@kontor>`,
      '',
      '--x--',
    );
  await deliver(report('delayed'));
  expect(await ticketsOf(order.id)).toEqual([]);
  expect(await inbound('dsn-delayed')).toEqual([{ state: 'ignored', problem: 'report' }]);
  await deliver(report('failed'));
  expect(await ticketsOf(order.id)).toMatchObject([
    { reason: 'mail_bounced', evidence: { error: '5.1.1 550 unknown user' } },
  ]);
});

test('a stranger goes to one ticket in the inbox; an answer to it finds back', async () => {
  await deliver(from('fremd@buyer.test', 's1', 'Subject: Gibt es das in Rot?', '', 'Hallo'));
  await deliver(from('fremd@buyer.test', 's2', 'Subject: Und in Blau?', '', 'Hallo'));
  const [ticket, ...more] = await world.ctx().em.find(Ticket, { reason: 'inbox', cause: 'inbox:fremd@buyer.test' });
  expect(more).toEqual([]);
  expect(ticket).toMatchObject({ kind: 'mail', orderId: null });
  const note = await answerCustomer(world.ctx('staff:anna'), { ticketId: ticket!.id, text: 'Nur in Blau.' });
  expect(await carryOut(`reply:${note.id}`)).toMatchObject([{ to: ['fremd@buyer.test'], inReplyTo: 's2@buyer.test' }]);
});
