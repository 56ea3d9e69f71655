import { fetchSettlements } from '@kontor/domain/channels/channels.jobs';
import { archiveSettlement } from '@kontor/domain/settlements/archive-settlement';
import { Settlement } from '@kontor/domain/settlements/settlement.entity';
import { runs } from '../handle.ts';
import { withChannel } from './with-channel.ts';

/** Fetches settlement reports that are not archived yet (F33). */
export const fetchSettlementsJob = runs(fetchSettlements, 1, async (work, data) => {
  for (const { channelId } of data)
    await withChannel(work, channelId, fetchSettlements, async (channel, sales) => {
      const refs = await sales.listSettlements(null);
      const { em } = work.newContext();
      const known = new Set(
        (await em.find(Settlement, { account: channel.account }, { fields: ['reportId'] })).map((row) => row.reportId),
      );
      for (const ref of refs.filter(({ reportId }) => !known.has(reportId))) {
        const bytes = await sales.fetchSettlement(ref);
        await archiveSettlement(work.newContext('channel'), { channelId, reportId: ref.reportId, bytes });
        work.log.info({ channel: channel.code, report: ref.reportId }, 'settlement archived');
      }
    });
});
