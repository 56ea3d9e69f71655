import { newId } from '../kernel/id.ts';
import type { Transaction } from '../kernel/transact.ts';
import type { EffectKind } from './effect.entity.ts';
import { performEffects } from './effects.jobs.ts';

/** An act in the outside world that is to happen exactly once per kind and key. */
export interface Intent {
  kind: EffectKind;
  key: string;
  orderId?: string | null;
  shipmentId?: string | null;
  intent?: Record<string, unknown>;
}

/**
 * Writes the intents of this transaction and queues their work; one that is known already is left alone, unless it was revoked:
 * it never happened and is wanted again.
 */
export async function intendEffects(tx: Transaction, intents: Intent[]): Promise<void> {
  if (!intents.length) return;
  const rows = intents.map((effect) => ({
    id: newId(),
    kind: effect.kind,
    key: effect.key,
    order_id: effect.orderId ?? null,
    shipment_id: effect.shipmentId ?? null,
    intent: effect.intent ?? {},
  }));
  const fresh = (await tx.em.execute(
    `insert into effect (id, kind, key, order_id, shipment_id, intent, state, created_at, updated_at)
     select id, kind, key, order_id, shipment_id, intent, 'pending', ?, ?
       from jsonb_to_recordset(?::jsonb) as e (id uuid, kind text, key text, order_id uuid, shipment_id uuid, intent jsonb)
     on conflict (kind, key) do update set state = 'pending', attempts = 0, last_error = null, intent = excluded.intent,
       order_id = excluded.order_id, shipment_id = excluded.shipment_id, updated_at = excluded.updated_at
       where effect.state = 'revoked' returning id, kind`,
    [tx.now(), tx.now(), JSON.stringify(rows)],
  )) as { id: string; kind: EffectKind }[];
  tx.queue(...fresh.map(({ id, kind }) => ({ definition: performEffects[kind], data: { effectId: id } })));
}
