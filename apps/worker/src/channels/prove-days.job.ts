import { proveDays } from '@kontor/domain/channels/channels.jobs';
import type { ChannelDay } from '@kontor/domain/channels/channel-day.entity';
import type { ListedOrder, SalesChannel } from '@kontor/domain/channels/sales-channel.port';
import { loadCompany } from '@kontor/domain/company/seller';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { importOrders } from '@kontor/domain/orders/import-orders';
import * as proof from '@kontor/domain/orders/prove-days';
import { runs, type Work } from '../handle.ts';
import { withChannel } from './with-channel.ts';

/** Missing orders fetched in one run; more are fetched by the next. */
const mostFetched = 50;

/** Compares each of the last days with the channel's own list and fetches what is missing (F6). */
export const proveDaysJob = runs(proveDays, 1, async (work, data) => {
  for (const { channelId } of data)
    await withChannel(work, channelId, proveDays, async (_channel, sales) => {
      for (const day of await proof.listedDays(work.newContext(), channelId)) await readList(work, sales, day);
      const { timeZone } = await loadCompany(work.newContext());
      for (const wanted of await proof.daysToAsk(work.newContext(), channelId, timeZone))
        await proof.noteAsked(work.newContext(), channelId, wanted, await sales.requestOrderList(wanted.period));
    });
});

async function readList(work: Work, sales: SalesChannel, day: ChannelDay): Promise<void> {
  const list = day.listId ? await sales.readOrderList(day.listId) : ({ state: 'failed' } as const);
  if (list.state === 'waiting') return;
  if (list.state === 'failed') return void (await proof.forgetList(work.newContext(), day));
  await proof.countDay(work.newContext(), day, await recover(work, sales, day, list.orders));
}

/** Fetches what is missing one by one, and says of each that did not come why. */
async function recover(
  work: Work,
  sales: SalesChannel,
  day: ChannelDay,
  listed: ListedOrder[],
): Promise<proof.DayCount> {
  const { channelId } = day;
  const absent = await proof.missingOf(work.newContext(), channelId, listed);
  const problems = new Map<string, string>();
  for (const id of absent.slice(0, mostFetched)) {
    const problem = await fetchOne(work, sales, channelId, id);
    if (problem) problems.set(id, problem);
  }
  const still = await proof.missingOf(work.newContext(), channelId, listed);
  const missing = still.map((channelOrderId) => ({ channelOrderId, problem: problems.get(channelOrderId) ?? null }));
  return { listed, recovered: absent.length - still.length, missing };
}

async function fetchOne(work: Work, sales: SalesChannel, channelId: string, id: string): Promise<string | null> {
  try {
    const order = await sales.fetchOrder(id);
    if (!order) return 'the channel does not know it any more';
    await importOrders(work.newContext('channel'), { channelId, orders: [order], unreadable: [], cursor: null });
    return null;
  } catch (error) {
    // A limit ends the run, and the next one goes on; anything else is this order's matter.
    if (!(error instanceof ConnectorError) || error.busy) throw error;
    return error.message;
  }
}
