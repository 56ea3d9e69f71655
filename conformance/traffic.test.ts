import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { usagePlans } from '@kontor/connectors/channels/amazon/usage-plans';
import { pause, Stack } from '../scenarios/stack.ts';
import { runChannel } from './channel-run.ts';
import { problemsOf, readRecording, type Line } from './recorded.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'kontor-traffic-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Problems with how often each occurs. */
function summed(lines: Line[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const problem of lines.flatMap(problemsOf)) {
    const place = problem.replaceAll(/\/\d+/g, '/n');
    sums[place] = (sums[place] ?? 0) + 1;
  }
  return sums;
}

const callsOf = (lines: Line[]) => lines.flatMap((line) => ('signal' in line ? [] : [line]));
const succeeded = (lines: Line[]): Set<string> =>
  new Set(callsOf(lines).flatMap(({ operation, status }) => (status < 300 ? [operation] : [])));

test('the product’s channel and the sandbox speak as the models say, in every operation that the product uses', async () => {
  const file = path.join(folder, 'channel.jsonl');
  await runChannel(file);
  const lines = readRecording(file);
  const done = succeeded(lines);
  expect(Object.keys(usagePlans).filter((operation) => !done.has(operation))).toEqual([]);
  expect(lines.some((line) => 'signal' in line)).toBe(true);
  expect(summed(lines)).toEqual({});
});

test('a run of the whole product against the sandbox speaks as the models say, both ways', async () => {
  const file = path.join(folder, 'product.jsonl');
  const orders = 40;
  const stack = await Stack.start({
    sandbox: {
      SANDBOX_RECORD: file,
      SANDBOX_ORDERS_PER_MINUTE: '600',
      SANDBOX_ORDERS_MAX: String(orders),
      SANDBOX_SPECIAL_SHARE: '0.4',
      SANDBOX_SECOND_SELLER_SHARE: '0.4',
    },
  });
  try {
    await untilPaid(stack, 10);
  } finally {
    await stack.stop();
  }
  const lines = readRecording(file);
  const needed = ['searchOrders', 'confirmShipment', 'getReports', 'getReportDocument'];
  expect([...succeeded(lines)]).toEqual(expect.arrayContaining(needed));
  expect(summed(lines)).toEqual({});
});

/** Orders of both accounts have come to their payment. */
async function untilPaid(stack: Stack, count: number): Promise<void> {
  const end = Date.now() + 400_000;
  for (;;) {
    const paid = await stack.rows<{ channel: string }>(
      `select c.code as channel from sales_order o join channel c on c.id = o.channel_id where o.station = 'paid'`,
    );
    const channels = new Set(paid.map(({ channel }) => channel));
    if (paid.length >= count && channels.size === 2) return;
    if (Date.now() > end)
      throw new Error(`${paid.length} orders were paid, of ${[...channels].join()}\n${stack.log('worker-0')}`);
    await pause(500);
  }
}
