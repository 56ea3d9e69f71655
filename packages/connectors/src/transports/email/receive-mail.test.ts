import { createConnection } from 'node:net';
import { createTransport } from 'nodemailer';
import { expect, onTestFinished, test } from 'vitest';
import { type DeliveredMail, listenForMail } from './receive-mail.ts';

async function listen(onMail: (mail: DeliveredMail) => Promise<void>, maxBytes = 100_000) {
  const listener = await listenForMail({ host: '127.0.0.1', port: 0, maxBytes, domains: ['kontor.test'], onMail });
  const transport = createTransport({ host: '127.0.0.1', port: listener.port });
  onTestFinished(() => {
    transport.close();
    return listener.close();
  });
  const send = (to: string | string[], text = 'Sendung: S-1') =>
    transport.sendMail({
      envelope: { from: 'bounce@sued.test', to },
      from: 'Lager <versand@sued.test>',
      to: 'service@kontor.test',
      subject: 'Versandbestätigung S-1',
      messageId: '<m1@sued.test>',
      text,
    });
  return { ...listener, send };
}

test('a mail is handed over raw, with its envelope and the facts of its head', async () => {
  const mails: DeliveredMail[] = [];
  const { send } = await listen(async (mail) => void mails.push(mail));
  await send(['service@kontor.test', 'journal@kontor.test']);
  expect(mails).toEqual([
    {
      envelopeFrom: 'bounce@sued.test',
      envelopeTo: ['service@kontor.test', 'journal@kontor.test'],
      bytes: expect.anything(),
      messageId: 'm1@sued.test',
      from: 'versand@sued.test',
      subject: 'Versandbestätigung S-1',
    },
  ]);
  expect(Buffer.from(mails[0]!.bytes).toString()).toContain('Sendung: S-1');
});

test('the sender hears of success only after the mail is safe', async () => {
  const { promise: stored, resolve: store } = Promise.withResolvers<void>();
  const { promise: handedOver, resolve: handOver } = Promise.withResolvers<void>();
  const { send } = await listen(async () => {
    handOver();
    await stored;
  });
  let isAccepted = false;
  const sending = send('service@kontor.test').then(() => (isAccepted = true));
  await handedOver;
  await new Promise(setImmediate);
  expect(isAccepted).toBe(false);
  store();
  expect(await sending).toBe(true);
});

test('a mail that cannot be stored is put off, not lost', async () => {
  const { send } = await listen(() => Promise.reject(new Error('database is down')));
  await expect(send('service@kontor.test')).rejects.toMatchObject({
    responseCode: 451,
    response: expect.not.stringContaining('database'),
  });
});

test('mail for others is refused', async () => {
  const { send } = await listen(() => expect.unreachable());
  await expect(send('erika@example.test')).rejects.toMatchObject({ responseCode: 550 });
  await expect(send('erika@evil-kontor.test')).rejects.toMatchObject({ responseCode: 550 });
});

test('a mail too large is refused, also by a sender that hides its size', async () => {
  const { send, port } = await listen(() => expect.unreachable(), 1000);
  await expect(send('service@kontor.test', 'x'.repeat(2000))).rejects.toMatchObject({ responseCode: 552 });
  const body = `Subject: x\r\n\r\n${'x'.repeat(2000)}`;
  expect(
    await talk(port, ['HELO me', 'MAIL FROM:<a@b.test>', 'RCPT TO:<x@kontor.test>', 'DATA', `${body}\r\n.`]),
  ).toMatch(/^552 /);
});

/** Speaks SMTP line by line and gives the last answer. */
async function talk(port: number, lines: string[]): Promise<string> {
  const socket = createConnection({ host: '127.0.0.1', port, noDelay: true }).setEncoding('utf8');
  let answer = '';
  for await (const text of socket as AsyncIterable<string>) {
    answer = text;
    const line = lines.shift();
    if (line === undefined) break;
    socket.write(`${line}\r\n`);
  }
  socket.destroy();
  return answer;
}
