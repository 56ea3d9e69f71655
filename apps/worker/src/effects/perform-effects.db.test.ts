import { Effect } from '@kontor/domain/effects/effect.entity';
import { intendEffects } from '@kontor/domain/effects/intend-effects';
import { performEffects, type EffectPractice, type Proof } from '@kontor/domain/effects/perform-effects';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { transact } from '@kontor/domain/kernel/transact';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';

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

/** An outside world that counts what it gets. */
function practice(o: { send?: () => Promise<{ receipt: string; proved?: boolean }>; proof?: Proof } = {}) {
  const seen = { sent: 0, verified: 0, arrived: 0 };
  const of: EffectPractice = {
    concurrency: 4,
    async prepare(_ctx, effects) {
      const act = {
        send: async () => {
          seen.sent += 1;
          return o.send ? o.send() : { receipt: 'ok' };
        },
        verify: async (): Promise<Proof> => {
          seen.verified += 1;
          return o.proof ?? 'unknown';
        },
      };
      return new Map(effects.map((effect) => [effect.id, act]));
    },
    async arrived(_tx, effects) {
      seen.arrived += effects.length;
    },
  };
  return { of, seen };
}

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

async function killedWhileSending(key: string): Promise<string> {
  const id = await intend(key);
  await world.rows(`update effect set state = 'sending', attempts = 1, updated_at = ? where id = ?`, [
    world.clock.now,
    id,
  ]);
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
