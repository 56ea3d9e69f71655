import type { EffectKind } from '@kontor/domain/effects/effect.entity';
import { performEffects as lanes } from '@kontor/domain/effects/effects.jobs';
import type { TestWorld } from '../testing.ts';
import { worldJobs } from '../world-jobs.ts';
import { type FakeChannel, runWith } from './fake-channel.testing.ts';
import type { StoredOrder } from './shipped-order.testing.ts';

interface EffectRow {
  id: string;
  key: string;
  state: string;
  last_error: string | null;
  intent: Record<string, unknown>;
}

/** What became of an order's acts at the channel; `channel` gives the one of this test. */
export function actsOf(world: TestWorld, channel: () => FakeChannel) {
  const effectsOf = ({ id }: StoredOrder, kind: EffectKind) =>
    world.rows<EffectRow>(
      'select id, key, state, last_error, intent from effect where order_id = ? and kind = ? order by key',
      [id, kind],
    );
  return {
    effectsOf,
    statesOf: async (order: StoredOrder, kind: EffectKind) => (await effectsOf(order, kind)).map(({ state }) => state),
    /** Runs the lane of a kind for an order, some time later. */
    async perform(order: StoredOrder, kind: EffectKind, laterSeconds = 0): Promise<void> {
      world.clock.now = new Date(world.clock.now.getTime() + laterSeconds * 1_000);
      const { run } = runWith(world, channel());
      const job = worldJobs.find(({ definition }) => definition === lanes[kind])!;
      for (const { id } of await effectsOf(order, kind)) await run(job, { effectId: id });
    },
    openTickets: (order: StoredOrder) =>
      world.rows<{ reason: string; evidence: { error?: string } }>(
        `select reason, evidence from ticket where order_id = ? and status = 'open'`,
        [order.id],
      ),
    orderRow: async ({ id }: StoredOrder) =>
      (
        await world.rows<{ station: string; channel_informed: string; refunded_cents: number; rev: number }>(
          'select station, channel_informed, refunded_cents, rev from sales_order where id = ?',
          [id],
        )
      )[0]!,
    facts: async ({ id }: StoredOrder, type: string) =>
      (await world.rows<{ data: object }>('select data from history where order_id = ? and type = ?', [id, type])).map(
        ({ data }) => data,
      ),
  };
}
