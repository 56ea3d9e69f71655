import { checkMail } from '@kontor/connectors/formats/mail/render-mail';
import { smtpMailServer } from '@kontor/connectors/transports/email/smtp-mail-server';
import { smtpServer } from '@kontor/connectors/transports/email/smtp-server.testing';
import { Effect } from '@kontor/domain/effects/effect.entity';
import { intendEffects } from '@kontor/domain/effects/intend-effects';
import { performEffects } from '@kontor/domain/effects/perform-effects';
import { transact } from '@kontor/domain/kernel/transact';
import { mailBounced } from '@kontor/domain/mails/mail-bounced';
import { defaultContent } from '@kontor/domain/mails/mail-defaults';
import { queueReply, type Reply } from '@kontor/domain/mails/queue-reply';
import { restoreMailTemplate, saveMailTemplate } from '@kontor/domain/mails/save-mail-template';
import { liftSuppression, suppressAddress, suppressions } from '@kontor/domain/mails/suppress-address';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Work } from '../handle.ts';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { mailPractice } from './mail.practice.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

/** An order in the database, with its buyer's address. */
async function anOrder(): Promise<{ id: string; number: string; email: string }> {
  const order = anIncomingOrder();
  await importOrders(world.ctx('channel'), {
    channelId: world.channelId,
    orders: [order],
    unreadable: [],
    cursor: null,
  });
  const email = `Buyer.${order.channelOrderId}@example.test`;
  const [row] = await world.rows<{ id: string; number: string }>(
    'update sales_order set buyer_email = ? where channel_order_id = ? returning id, number',
    [email, order.channelOrderId],
  );
  return { ...row!, email };
}

async function intendMail(orderId: string, key: string, intent: Record<string, unknown>): Promise<void> {
  await transact(world.ctx(), (tx) => intendEffects(tx, [{ kind: 'mail', key, orderId, intent }]));
}

const effectOf = (key: string) => world.ctx().em.findOneOrFail(Effect, { kind: 'mail', key });

/** Carries out the mail of this key against a real server and gives what the server took. */
async function carryOut(key: string) {
  await using server = await smtpServer();
  const mailServer = smtpMailServer({ host: '127.0.0.1', port: server.port });
  const connections = { mailServer: () => mailServer, hasJournalCopy: async () => false, journalGraceSeconds: 60 };
  try {
    const { id } = await effectOf(key);
    await performEffects(world.ctx(), mailPractice({ connections } as unknown as Work), [id]);
  } finally {
    mailServer.close();
  }
  return server.mails;
}

const reply = (changes: Partial<Reply> = {}): Reply => ({
  cause: 'note-1',
  orderId: null,
  to: 'erika@example.test',
  subject: 'Re: Batterien',
  text: 'Gern, wir legen sie bei.',
  replyTo: 'service+token@kontor.test',
  inReplyTo: 'question@example.test',
  references: ['first@example.test', 'question@example.test'],
  ...changes,
});

test('a reply leaves once per cause, in its thread, as a person wrote it', async () => {
  const messageId = await queueReply(world.ctx(), reply());
  expect(await queueReply(world.ctx(), reply({ text: 'again' }))).toBe(messageId);
  const [mail, ...more] = await carryOut('reply:note-1');
  expect(more).toEqual([]);
  expect(mail).toMatchObject({ messageId, to: ['erika@example.test'], subject: 'Re: Batterien', automatic: null });
  expect(mail!.text).toContain('Gern, wir legen sie bei.');
  expect(mail!.raw).toMatch(/^Reply-To: service\+token@kontor.test\r$/m);
  expect(mail!.raw).toMatch(/^In-Reply-To: <question@example.test>\r$/m);
  expect(mail!.raw).toMatch(/^References: <first@example.test>\s+<question@example.test>\r$/m);
  expect(await carryOut('reply:note-1')).toEqual([]);
});

test('a reply without recipient or text is refused', async () => {
  await expect(queueReply(world.ctx(), reply({ cause: 'x', to: ' ' }))).rejects.toThrow('mail_incomplete');
  await expect(queueReply(world.ctx(), reply({ cause: 'x', text: '' }))).rejects.toThrow('mail_incomplete');
});

test('a mail that comes back is bounced, has one ticket, and its address gets nothing until a clerk lifts it', async () => {
  const { id, number, email } = await anOrder();
  await intendMail(id, `received:${number}`, { mail: 'received' });
  const [mail] = await carryOut(`received:${number}`);
  expect(mail!.to).toEqual([email.toLowerCase()]);
  expect(await mailBounced(world.ctx(), `<${mail!.messageId}>`, '550 no such user')).toBe(true);
  expect(await mailBounced(world.ctx(), mail!.messageId!, 'again')).toBe(true);
  expect(await effectOf(`received:${number}`)).toMatchObject({ state: 'bounced', lastError: '550 no such user' });
  const tickets = await world.rows(
    `select order_id, evidence from ticket where reason = 'mail_bounced' and order_id = ?`,
    [id],
  );
  expect(tickets).toMatchObject([{ evidence: { error: '550 no such user' } }]);

  await intendMail(id, `shipped:${number}`, { mail: 'shipped' });
  expect(await carryOut(`shipped:${number}`)).toEqual([]);
  expect(await effectOf(`shipped:${number}`)).toMatchObject({
    state: 'revoked',
    lastError: 'address suppressed: bounced',
  });

  await liftSuppression(world.ctx(), email.toUpperCase(), 'bounced');
  await intendMail(id, `shipped:${number}`, { mail: 'shipped' });
  expect(await carryOut(`shipped:${number}`)).toHaveLength(1);
});

test('a Message-ID that is none of ours bounces nothing', async () => {
  expect(await mailBounced(world.ctx(), 'abc@example.test', 'no')).toBe(false);
  expect(await mailBounced(world.ctx(), 'invoice.A-0@kontor', 'no')).toBe(false);
});

test('an opt-out stops requests for reviews alone; a bounce stops all but a reply', async () => {
  await suppressAddress(world.ctx(), 'Opt@example.test', 'opted_out');
  await suppressAddress(world.ctx(), 'gone@example.test', 'bounced');
  const why = await suppressions(world.ctx(), ['opt@example.test', 'GONE@example.test']);
  expect(why('opt@example.test', 'review')).toBe('opted_out');
  expect(why('opt@example.test', 'invoice')).toBeNull();
  expect(why('Gone@example.test', 'invoice')).toBe('bounced');
  expect(why('gone@example.test', 'reply')).toBeNull();
});

test("a mail never carries another customer's document", async () => {
  const [mine, other] = [await anOrder(), await anOrder()];
  await world.rows(
    `insert into document (id, order_id, kind, number, media_type, bytes, size, sha256, created_at)
     values (gen_random_uuid(), ?, 'credit_note', 'G-77', 'application/pdf', '%PDF', 4, '', now())`,
    [other.id],
  );
  await intendMail(mine.id, 'credit_note:G-77', { mail: 'credit_note', number: 'G-77' });
  expect(await carryOut('credit_note:G-77')).toEqual([]);
  expect(await effectOf('credit_note:G-77')).toMatchObject({ state: 'failed' });
});

/** Sends the confirmation of a new order; gives what the server took. */
async function received() {
  const { id, number } = await anOrder();
  await intendMail(id, `received:${number}`, { mail: 'received' });
  const [mail] = await carryOut(`received:${number}`);
  return { number, ...mail! };
}

test('a changed template is in the next mail; rolling back brings the old one, and a channel may have its own', async () => {
  expect((await received()).subject).toMatch(/^Ihre Bestellung .* ist eingegangen$/);
  const common = { kind: 'received', language: 'de', channelId: null, note: null } as const;
  const content = {
    ...defaultContent('received', 'de'),
    subject: 'Danke! {{ order }}',
    mailHtml: '<p>{{ seller }} & Co</p>',
  };
  const first = await saveMailTemplate(world.ctx('staff:1'), { ...common, content }, checkMail);
  expect(first).toMatchObject({ version: 1, createdBy: 'staff:1' });
  const mail = await received();
  expect(mail.subject).toBe(`Danke! ${mail.number}`);

  const second = { ...content, subject: 'Zweite Fassung' };
  expect(await saveMailTemplate(world.ctx(), { ...common, content: second }, checkMail)).toMatchObject({ version: 2 });
  expect((await received()).subject).toBe('Zweite Fassung');
  expect(await restoreMailTemplate(world.ctx(), first.id, checkMail)).toMatchObject({ version: 3, content });
  expect((await received()).subject).toMatch(/^Danke!/);

  const own = { ...common, channelId: world.channelId, content: { ...content, subject: 'Nur dieser Kanal' } };
  expect(await saveMailTemplate(world.ctx(), own, checkMail)).toMatchObject({ version: 1 });
  expect((await received()).subject).toBe('Nur dieser Kanal');
});

test('a template with an unknown placeholder is not stored', async () => {
  const content = { ...defaultContent('shipped', 'en'), subject: '{{ ordr }}' };
  const place = { kind: 'shipped', language: 'en', channelId: null, note: null } as const;
  await expect(saveMailTemplate(world.ctx(), { ...place, content }, checkMail)).rejects.toThrow('template_faulty');
  expect(await world.rows(`select 1 from mail_template where kind = 'shipped'`)).toEqual([]);
});

test('a template that a real order cannot fill leaves the mail to a person', async () => {
  const { id, number } = await anOrder();
  await world.rows(
    `update mail_template set content = content || '{"subject": "{{ trackings[0].number }}"}' where kind = 'received'`,
  );
  await intendMail(id, `received:${number}`, { mail: 'received' });
  expect(await carryOut(`received:${number}`)).toEqual([]);
  expect(await effectOf(`received:${number}`)).toMatchObject({
    state: 'failed',
    lastError: expect.stringContaining('template subject 1:'),
  });
});
