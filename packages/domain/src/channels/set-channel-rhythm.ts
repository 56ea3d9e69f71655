import { Company } from '../company/company.entity.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { cronProblem, nextTime } from '../timers/next-time.ts';
import { Timer } from '../timers/timer.entity.ts';
import type { ChannelRhythmSet } from './channel.events.ts';
import type { Channel } from './channel.entity.ts';
import { fetchOrders } from './channels.jobs.ts';
import { lockChannel } from './pause-channel.ts';

export interface SetChannelRhythm {
  channelId: string;
  /** 60 … 86,400; or `cron`: five fields, in the company's time zone (F1). */
  everySeconds?: number | null;
  cron?: string | null;
}

/** Sets how often a channel's orders are fetched; a setup no longer changes it. Throws Rejection. */
export function setChannelRhythm(ctx: Context, input: SetChannelRhythm): Promise<Channel> {
  return transact(ctx, async (tx) => {
    const channel = await lockChannel(tx, input.channelId);
    const { timeZone } = await tx.em.findOneOrFail(Company, 1);
    const rhythm = checkRhythm(input, timeZone, tx.now());
    const timer = await tx.em.findOneOrFail(Timer, `${fetchOrders.name}:${channel.code}`);
    const everySeconds = rhythm.everySeconds ?? timer.everySeconds;
    const nextAt = nextTime({ everySeconds, cron: rhythm.cron }, tx.now(), timeZone);
    Object.assign(timer, { everySeconds, cron: rhythm.cron, nextAt, byStaff: true });
    tx.record({ type: 'ChannelRhythmSet', channel: channel.code, ...rhythm } satisfies ChannelRhythmSet);
    return channel;
  });
}

/** Exactly one of the two, within its bounds; throws Rejection. Pure. */
export function checkRhythm(
  { everySeconds = null, cron = null }: Omit<SetChannelRhythm, 'channelId'>,
  timeZone: string,
  now: Date,
): { everySeconds: number | null; cron: string | null } {
  if ((everySeconds === null) === (cron === null)) throw new Rejection('rhythm_invalid', { problem: 'one of the two' });
  if (cron !== null) {
    const problem = cronProblem(cron, timeZone, now);
    if (problem) throw new Rejection('rhythm_invalid', { problem });
    return { everySeconds: null, cron };
  }
  if (everySeconds! < 60 || everySeconds! > 86_400)
    throw new Rejection('rhythm_invalid', { problem: 'from 1 minute to 24 hours' });
  return { everySeconds, cron: null };
}
