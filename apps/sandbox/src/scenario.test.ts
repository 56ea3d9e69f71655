import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from './testing.ts';

let folder: string;
let opened: TestWorld[];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sandbox-scenario-'));
  opened = [];
});
afterEach(async () => {
  for (const world of opened) await world.close();
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string): string => path.join(folder, name);
async function open(env: Record<string, string> = {}): Promise<TestWorld> {
  const world = await openTestWorld(env);
  opened.push(world);
  return world;
}
const isOn = (world: TestWorld, name: string): boolean =>
  world.world.faults.list().some((of) => of.name === name && of.on);
const status = async (world: TestWorld): Promise<number> =>
  (await world.amazon('/orders/2026-01-01/orders?lastUpdatedAfter=2026-01-01T00:00:00Z')).status;

test('a scenario file switches faults by calls, orders and seconds, each step once', async () => {
  const steps = [
    { when: { calls: { operation: 'searchOrders', count: 2 } }, faults: { unavailable: true } },
    { when: { orders: 3 }, faults: { malformedOrder: true } },
    { when: { seconds: 0.3 }, faults: { clockBehind: true } },
    { when: { seconds: 0.6 }, faults: { clockBehind: false } },
    { faults: { signalLost: { times: 2 } } },
  ];
  writeFileSync(file('scenario.json'), JSON.stringify({ steps }));
  const world = await open({ SANDBOX_SCENARIO: file('scenario.json') });
  expect(isOn(world, 'signalLost')).toBe(true);
  expect([await status(world), await status(world), await status(world)]).toEqual([200, 503, 200]);
  await world.post('/orders', { count: 2 });
  expect(isOn(world, 'malformedOrder')).toBe(false);
  await world.post('/orders', { count: 1 });
  expect(isOn(world, 'malformedOrder')).toBe(true);
  await expect.poll(() => isOn(world, 'clockBehind'), { timeout: 5_000 }).toBe(false);
});

test('a scenario can be handed in, what is none is refused, and a file that is none stops the start', async () => {
  const world = await open();
  expect(await world.post('/scenario', { steps: [{ faults: { unavailable: 2 } }] })).toEqual({ steps: 1 });
  expect(isOn(world, 'unavailable')).toBe(true);
  expect(await world.post('/scenario', { steps: [{ faults: { sunshine: true } }] })).toHaveProperty('error');
  writeFileSync(file('broken.json'), '{"steps":[]}');
  await expect(open({ SANDBOX_SCENARIO: file('broken.json') })).rejects.toThrow('steps');
});

test('the page names every fault in words and switches it', async () => {
  const world = await open();
  const send = (name: string, form: Record<string, string>): Promise<Response> =>
    fetch(`${world.url}/faults/${name}`, { method: 'POST', body: new URLSearchParams(form) });
  expect(await (await fetch(`${world.url}/faults`)).text()).toContain('answered with 204 and forgotten');
  const shown = await send('slowAnswer', { on: 'yes', times: 'always', operation: 'getOrder', value: '2' });
  expect(await shown.text()).toContain('always, getOrder, 2');
  expect(world.world.faults.value('slowAnswer')).toBe(2);
  await send('slowAnswer', {});
  expect(isOn(world, 'slowAnswer')).toBe(false);
  expect((await send('sunshine', { on: 'yes', value: '1' })).status).toBe(404);
  expect((await send('signalLost', { on: 'yes', operation: 'getOrder' })).status).toBe(400);
});

test('a recording holds what was asked and answered, and no secret', async () => {
  const world = await open({ SANDBOX_RECORD: file('traffic.jsonl') });
  await world.post('/orders');
  const { url } = (await world.amazon('/feeds/2021-06-30/documents', { contentType: 'text/xml' })).body as {
    url: string;
  };
  await status(world);
  const text = readFileSync(file('traffic.jsonl'), 'utf8');
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ operation, status: is, signal }) => (signal ? 'signal' : [operation, is]))).toEqual([
    'signal',
    ['createFeedDocument', 201],
    ['searchOrders', 200],
  ]);
  expect(text).not.toMatch(/Atza|x-amz-access-token/);
  expect(text).not.toContain(url.split('/').at(-1));
});
