import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';

interface Heard {
  id: string;
  body: { data: { entries?: { debit: string; credit: string; amountCents: number }[] } };
}

/** The consumer's books, added up from what it has written down. */
export function booksOf(file: string): { balances: Record<string, number>; messages: string[] } {
  const heard = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Heard);
  const balances: Record<string, number> = {};
  const add = (account: string, cents: number): unknown => (balances[account] = (balances[account] ?? 0) + cents);
  for (const { body } of heard)
    for (const { debit, credit, amountCents } of body.data.entries ?? []) {
      add(debit, amountCents);
      add(credit, -amountCents);
    }
  return { balances, messages: heard.map(({ id }) => id.replace('evt_', '')) };
}

/** A consumer in a process of its own; `dies`: it kills itself at a message, before it has written it down or before it answers. */
export async function startConsumer(
  file: string,
  port: number,
  secret: string,
  dies: [at: number, when: 'unwritten' | 'unanswered'] | [] = [],
): Promise<ChildProcess> {
  const args = [file, String(port), secret, ...dies.map(String)];
  const child = fork(path.join(import.meta.dirname, 'consumer.testing.ts'), args, {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  await once(child, 'message');
  return child;
}

export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
