import { Channel } from '../channels/channel.entity.ts';
import { sealConfig, type Secrets } from '../kernel/secrets.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { Carrier } from './carrier.entity.ts';

/** Seals what an older installation has stored as it was entered; twice changes nothing. */
export function sealStored(ctx: Context, secrets: Secrets): Promise<void> {
  return transact(ctx, async (tx) => {
    for (const channel of await tx.em.find(Channel, {}, { populate: ['connection'] }))
      channel.connection = sealConfig(channel.connection!, secrets);
    for (const carrier of await tx.em.find(Carrier, {})) {
      carrier.handover = sealConfig(carrier.handover, secrets);
      carrier.returns = sealConfig(carrier.returns, secrets);
    }
  });
}
