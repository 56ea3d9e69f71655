// An accounting system for tests: a process of its own that keeps a ledger on disk out of the webhooks it gets, and may be killed.
import { createHmac, timingSafeEqual } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';

/** It kills itself at its n-th message: before it has written it down, or before it says so. */
const [file, port, secret, diesAt, diesWhen] = process.argv.slice(2) as [string, string, string, string?, string?];
let messages = 0;

/** One line per message that was taken, written before it is answered. */
const seen = new Set(
  fs.existsSync(file)
    ? fs
        .readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => (JSON.parse(line) as { id: string }).id)
    : [],
);

function isGenuine(headers: http.IncomingHttpHeaders, body: string): boolean {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const expected = createHmac('sha256', key)
    .update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`)
    .digest();
  const given = Buffer.from(String(headers['webhook-signature']).split(',')[1] ?? '', 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

http
  .createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const id = String(request.headers['webhook-id']);
    if (!isGenuine(request.headers, body)) return void response.writeHead(401).end();
    messages += 1;
    const dies = messages === Number(diesAt);
    if (dies && diesWhen === 'unwritten') process.kill(process.pid, 'SIGKILL');
    if (!seen.has(id)) {
      const out = fs.openSync(file, 'a');
      fs.writeSync(out, `${JSON.stringify({ id, body: JSON.parse(body) as unknown })}\n`);
      fs.fsyncSync(out);
      fs.closeSync(out);
      seen.add(id);
    }
    if (dies) process.kill(process.pid, 'SIGKILL');
    response.writeHead(204).end();
  })
  .listen(Number(port), '127.0.0.1', () => process.send?.('ready'));
