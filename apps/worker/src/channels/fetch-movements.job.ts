import { fetchMovements } from '@kontor/domain/channels/channels.jobs';
import { movementsSince, storeMovements } from '@kontor/domain/settlements/store-movements';
import { runs } from '../handle.ts';
import { withChannel } from './with-channel.ts';

/** Reads the channel's movements of money page by page (F33): what is paid soon, before a settlement proves it. */
export const fetchMovementsJob = runs(fetchMovements, 1, async (work, data) => {
  for (const { channelId } of data)
    await withChannel(work, channelId, fetchMovements, async ({ movementCursor = null }, sales) => {
      const since = movementsSince(movementCursor, work.newContext().now());
      let next: string | null = null;
      do {
        const page = await sales.fetchMovements(since, next);
        next = page.next;
        const { movements, completeUntil } = page;
        const cursor = next ? null : completeUntil;
        await storeMovements(work.newContext('channel'), { channelId, movements, cursor });
      } while (next);
    });
});
