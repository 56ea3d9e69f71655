import { listenForMail } from '@kontor/connectors/transports/email/receive-mail';
import { postWebhook } from '@kontor/connectors/webhooks/post-webhook';
import { sealStored } from '@kontor/domain/carriers/seal-stored';
import type { Secrets } from '@kontor/domain/kernel/secrets';
import { hasJournalCopy } from '@kontor/domain/mails/journal';
import { sharedLimits } from '@kontor/platform/call-limits';
import { readConfig } from '@kontor/platform/config';
import { newContext } from '@kontor/platform/context';
import { openDatabase } from '@kontor/platform/database';
import { HistoryFollower } from '@kontor/platform/follow-history';
import { openLog } from '@kontor/platform/log';
import { createQueues, openQueue } from '@kontor/platform/queue';
import { runProcess } from '@kontor/platform/run-process';
import { installationSecrets } from '@kontor/platform/secrets';
import { Connections } from './connections.ts';
import { databaseJobs } from './database-jobs.ts';
import type { Work } from './handle.ts';
import { startCounting } from './kpis/count-kpis.ts';
import { startDeadLetters, startDrains, startWorldLanes } from './lanes.ts';
import { receiveMail } from './mails/receive-mail.ts';
import { startTimers } from './timers.ts';
import { startWebhooks, type Dispatching } from './webhooks/dispatch-webhooks.ts';
import { worldJobs } from './world-jobs.ts';

const config = readConfig();
const log = openLog('worker', config.LOG_LEVEL);

async function start(): Promise<() => Promise<void>> {
  const orm = await openDatabase(config.DATABASE_URL, { max: 16 });
  const boss = await openQueue(config.DATABASE_URL, { log, supervise: true, instance: 'worker' });
  await createQueues(boss);
  const context = (actor = 'automation') => newContext({ orm, boss }, actor);
  const secrets = installationSecrets(config);
  await sealStored(context(), secrets);
  const connections = new Connections({
    log,
    secrets,
    limits: sharedLimits(() => context().em),
    journalGraceSeconds: config.MAIL_JOURNAL_GRACE_SECONDS,
    hasJournalCopy: (messageId) => hasJournalCopy(context(), messageId),
  });
  const work: Work = { newContext: context, connections, log };
  const listener = await listenForMail({
    host: config.MAIL_IN_HOST,
    port: config.MAIL_IN_PORT,
    maxBytes: 20 * 1024 * 1024,
    domains: config.MAIL_IN_DOMAINS,
    onMail: (mail) => receiveMail(context('carrier'), mail),
    log,
  });
  const drains = await startDrains(config.DATABASE_URL, databaseJobs, boss, work);
  await startWorldLanes(worldJobs, boss, work);
  await startDeadLetters(boss, work);
  const timers = startTimers(context, log);
  const followers = startFollowers(work, secrets);
  log.info('worker ready');
  return async () => {
    await timers.stop();
    await followers.stop();
    await listener.close();
    await drains.stop();
    await boss.stop({ graceful: true, timeout: 10_000 });
    await connections.close();
    await orm.close(true);
  };
}

/** What reads the history behind the process: the webhooks of others and our own figures. */
function startFollowers({ newContext, log }: Work, secrets: Secrets): { stop(): Promise<void> } {
  const { DATABASE_URL: url, WEBHOOK_ALLOW_PRIVATE: allowPrivate } = config;
  const history = new HistoryFollower(url);
  const post: Dispatching['post'] = (message) => postWebhook(message, { allowPrivate });
  const webhooks = startWebhooks({ newContext, history, secrets, log, post });
  const counting = startCounting({ newContext, history, log });
  return {
    async stop() {
      await webhooks.stop();
      await counting.stop();
      await history.close();
    },
  };
}

await runProcess(log, start);
