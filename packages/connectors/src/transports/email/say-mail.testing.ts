import { createConnection } from 'node:net';

/** Says a raw mail to a server on loopback, as any other server would; throws with its words when it refuses. */
export async function sayMail(port: number, to: string, lines: string[]): Promise<void> {
  const socket = createConnection(port, '127.0.0.1');
  const steps = ['EHLO buyer.test', 'MAIL FROM:<>', `RCPT TO:<${to}>`, 'DATA', [...lines, '.'].join('\r\n'), 'QUIT'];
  let said = '';
  for await (const chunk of socket) {
    said += String(chunk);
    if (!/^\d{3} [^\n]*\n$/m.test(said)) continue;
    if (/^[45]/m.test(said)) throw new Error(said);
    said = '';
    const step = steps.shift();
    if (step) socket.write(`${step}\r\n`);
  }
}
