import { Effect } from '@kontor/domain/effects/effect.entity';
import { intendEffects } from '@kontor/domain/effects/intend-effects';
import { performEffects, type EffectPractice } from '@kontor/domain/effects/perform-effects';
import type { Proof } from '@kontor/domain/effects/read-back';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { transact } from '@kontor/domain/kernel/transact';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { practice } from './counting.testing.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

async function intend(key: string): Promise<string> {
  await transact(world.ctx(), (tx) => intendEffects(tx, [{ kind: 'mail', key }]));
  return (await world.ctx().em.findOneOrFail(Effect, { kind: 'mail', key })).id;
}

const state = async (id: string) => (await world.ctx().em.findOneOrFail(Effect, id)).state;

test('an effect is intended once per key and carried out once, however often its job runs', async () => {
  const id = await intend('once');
  await intend('once');
  const { of, seen } = practice();
  await performEffects(world.ctx(), of, [id]);
  await performEffects(world.ctx(), of, [id]);
  expect(seen).toEqual({ sent: 1, verified: 0, arrived: 1 });
  expect(await state(id)).toBe('done');
});

test('two workers with the same job send once', async () => {
  const id = await intend('two workers');
  const { of, seen } = practice({
    send: () => new Promise((resolve) => setTimeout(() => resolve({ receipt: 'ok' }), 50)),
  });
  await Promise.all([performEffects(world.ctx(), of, [id]), performEffects(world.ctx(), of, [id])]);
  expect(seen.sent).toBe(1);
});

test('what failed together is tried again later and later, and not together', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 12; n += 1) ids.push(await intend(`together ${n}`));
  const failing = practice({
    send: () => Promise.reject(new ConnectorError('503', { retryable: true, arrived: 'no' })),
  });
  const queued = () =>
    world.rows<{ at: Date }>(`delete from pgboss.job where data ->> 'effectId' in (?) returning start_after as at`, [
      ids,
    ]);
  await queued();
  for (const seconds of [2, 4, 8]) {
    await performEffects(world.ctx(), failing.of, ids);
    const waited = (await queued()).map(({ at }) => (new Date(at).getTime() - world.clock.now.getTime()) / 1_000);
    expect(waited).toHaveLength(ids.length);
    expect(Math.min(...waited)).toBeGreaterThanOrEqual(seconds);
    expect(Math.max(...waited)).toBeLessThanOrEqual(seconds * 1.2);
    expect(new Set(waited).size).toBeGreaterThan(1);
  }
});

async function killedWhileSending(key: string): Promise<string> {
  const id = await intend(key);
  const until = new Date(world.clock.now.getTime() + 30_000);
  await world.rows(`update effect set state = 'sending', attempts = 1, claimed_until = ? where id = ?`, [until, id]);
  return id;
}

test('what a killed worker was sending is left alone while its lease lasts', async () => {
  const id = await killedWhileSending('lease');
  const { of, seen } = practice({ proof: 'absent' });
  await performEffects(world.ctx(), of, [id]);
  expect(seen).toEqual({ sent: 0, verified: 0, arrived: 0 });
  expect(await state(id)).toBe('sending');
});

test('afterwards it is read back: what arrived is not sent again', async () => {
  const id = await killedWhileSending('arrived');
  world.clock.now = new Date(world.clock.now.getTime() + 31_000);
  const { of, seen } = practice({ proof: 'arrived' });
  await performEffects(world.ctx(), of, [id]);
  expect(seen).toEqual({ sent: 0, verified: 1, arrived: 1 });
  expect(await state(id)).toBe('done');
});

test('what is proved absent is sent again, what is unknown never', async () => {
  const [absent, unknown] = [await killedWhileSending('absent'), await killedWhileSending('unknown')];
  world.clock.now = new Date(world.clock.now.getTime() + 31_000);
  const gone = practice({ proof: 'absent' });
  await performEffects(world.ctx(), gone.of, [absent]);
  expect(gone.seen).toEqual({ sent: 1, verified: 1, arrived: 1 });
  const foggy = practice({ proof: 'unknown' });
  await performEffects(world.ctx(), foggy.of, [unknown]);
  expect(foggy.seen.sent).toBe(0);
  expect(await state(unknown)).toBe('in_doubt');
});

test('a lost answer makes it in doubt, a refusal a ticket, a failed connection another try', async () => {
  const failing = (error: Error) => practice({ send: () => Promise.reject(error) });
  const [lost, refused, down] = [await intend('lost'), await intend('refused'), await intend('down')];
  await performEffects(
    world.ctx(),
    failing(new ConnectorError('no answer', { retryable: true, arrived: 'unknown' })).of,
    [lost],
  );
  await performEffects(world.ctx(), failing(new ConnectorError('550 no', { retryable: false })).of, [refused]);
  await performEffects(world.ctx(), failing(new ConnectorError('connection refused', { retryable: true })).of, [down]);
  expect([await state(lost), await state(refused), await state(down)]).toEqual(['in_doubt', 'failed', 'pending']);
  const tickets = await world.rows<{ cause: string }>(
    `select cause from ticket where kind = 'effect' and status = 'open'`,
  );
  expect(tickets.map((ticket) => ticket.cause)).toEqual([`effect:${refused}`]);
});

test('one broken effect does not spoil the others of its batch', async () => {
  const ids = [await intend('a'), await intend('b'), await intend('c')];
  let calls = 0;
  const { of } = practice({
    send: () => ((calls += 1) === 2 ? Promise.reject(new TypeError('bug')) : Promise.resolve({ receipt: 'ok' })),
  });
  await performEffects(world.ctx(), of, ids);
  expect((await Promise.all(ids.map(state))).toSorted()).toEqual(['done', 'done', 'in_doubt']);
});

/** A world that takes what it is sent only when it is let go, and shows nothing of it before. */
function slowWorld() {
  const taken: string[] = [];
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const practiceOf = (settlesWithinMs: number): EffectPractice => ({
    concurrency: 1,
    settlesWithinMs,
    prepare: async (_ctx, effects) =>
      new Map(
        effects.map(({ id, key }) => [
          id,
          {
            async send() {
              await gate;
              taken.push(key);
              return { receipt: 'ok' };
            },
            verify: async (): Promise<Proof> => (taken.includes(key) ? 'arrived' : 'absent'),
          },
        ]),
      ),
    async arrived() {},
  });
  return { taken, practiceOf, open };
}

test('a slow worker whose lease ran out does not send what another has taken over: each arrives once', async () => {
  const ids = [await intend('slow first'), await intend('slow second')];
  const { taken, practiceOf, open } = slowWorld();
  const slow = performEffects(world.ctx(), practiceOf(0), ids);
  await expect.poll(() => state(ids[1]!)).toBe('sending');
  world.clock.now = new Date(world.clock.now.getTime() + 31_000);
  // The first is being sent by the slow one; the second waits behind it, and is taken over.
  const quick = performEffects(world.ctx(), practiceOf(0), [ids[1]!]);
  await expect.poll(() => state(ids[1]!)).toBe('in_doubt');
  open();
  await Promise.all([slow, quick]);
  expect(taken.toSorted()).toEqual(['slow first', 'slow second']);
  expect(await Promise.all(ids.map(state))).toEqual(['done', 'done']);
});

test('two workers that look at the same doubt act on it once', async () => {
  const id = await killedWhileSending('one doubt');
  world.clock.now = new Date(world.clock.now.getTime() + 31_000);
  const { taken, practiceOf, open } = slowWorld();
  const one = performEffects(world.ctx(), practiceOf(0), [id]);
  await expect.poll(() => state(id)).toBe('in_doubt');
  const two = performEffects(world.ctx(), practiceOf(0), [id]);
  open();
  await Promise.all([one, two]);
  expect(taken).toEqual(['one doubt']);
});

test('what the other side may still be taking is not absent yet', async () => {
  const id = await killedWhileSending('in the middle');
  world.clock.now = new Date(world.clock.now.getTime() + 31_000);
  const { of, seen } = practice({ proof: 'absent', settlesWithinMs: 30_000 });
  await performEffects(world.ctx(), of, [id]);
  expect(seen).toEqual({ sent: 0, verified: 1, arrived: 0 });
  world.clock.now = new Date(world.clock.now.getTime() + 31_000);
  await performEffects(world.ctx(), of, [id]);
  expect(seen).toEqual({ sent: 1, verified: 2, arrived: 1 });
});

test('a reading that fails proves nothing: nothing is sent again', async () => {
  const id = await killedWhileSending('no reading');
  world.clock.now = new Date(world.clock.now.getTime() + 31_000);
  const { of, seen } = practice({ proof: new ConnectorError('ECONNREFUSED', { retryable: true }) });
  await performEffects(world.ctx(), of, [id]);
  await performEffects(world.ctx(), of, [id]);
  expect(seen.sent).toBe(0);
  expect(await state(id)).toBe('in_doubt');
});

test('a call that our own limit holds back burns no attempt', async () => {
  const id = await intend('busy');
  const busy = new ConnectorError('limit reached', { retryable: true, retryAfter: 120, busy: true });
  await performEffects(world.ctx(), practice({ send: () => Promise.reject(busy) }).of, [id]);
  const [row] = await world.rows<{ state: string; attempts: number }>(
    'select state, attempts from effect where id = ?',
    [id],
  );
  expect(row).toEqual({ state: 'pending', attempts: 0 });
});

test('what the other side judges later is asked for by its receipt until it is accepted or refused', async () => {
  const taken = { send: async () => ({ receipt: 'feed-1', proved: false }) };
  const [accepted, refused] = [await intend('accepted'), await intend('refused later')];
  await performEffects(world.ctx(), practice(taken).of, [accepted, refused]);
  const waiting = practice({ ...taken, proof: { waiting: 15, receipt: 'feed-1' } });
  await performEffects(world.ctx(), waiting.of, [accepted, refused]);
  expect([waiting.seen.sent, await state(accepted)]).toEqual([0, 'sent']);
  await performEffects(world.ctx(), practice({ proof: 'arrived' }).of, [accepted]);
  await performEffects(world.ctx(), practice({ proof: { rejected: '79513 no' } }).of, [refused]);
  expect([await state(accepted), await state(refused)]).toEqual(['done', 'failed']);
  const [ticket] = await world.rows<{ evidence: object }>('select evidence from ticket where cause = ?', [
    `effect:${refused}`,
  ]);
  expect(ticket).toMatchObject({ evidence: { error: '79513 no' } });
});
