import { readConfig } from '@kontor/platform/config';
import { openDatabase } from '@kontor/platform/database';
import { HistoryFollower } from '@kontor/platform/follow-history';
import { openLog } from '@kontor/platform/log';
import { openQueue } from '@kontor/platform/queue';
import { startApi } from './server.ts';

const config = readConfig();
const log = openLog('api', config.LOG_LEVEL);

async function start(): Promise<() => Promise<void>> {
  const orm = await openDatabase(config.DATABASE_URL, { max: 16 });
  const boss = await openQueue(config.DATABASE_URL, { log, supervise: false, instance: 'api' });
  const follower = await new HistoryFollower(config.DATABASE_URL).start();
  const { HOST: host, PORT: port, STATIC_DIR: staticDir } = config;
  const api = await startApi({ orm, boss, follower, log, staticDir }, { host, port });
  log.info({ port: api.port }, 'api ready');
  process.send?.({ type: 'ready' });
  return async () => {
    // Ends the running subscriptions first.
    await follower.close();
    await api.close();
    await boss.stop({ graceful: false });
    await orm.close(true);
  };
}

const stop = await start().catch((error: unknown) => {
  log.fatal(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
let stopping = false;
const end = (): void => {
  if (stopping) return;
  stopping = true;
  stop().then(
    () => process.exit(0),
    (error: unknown) => {
      log.error({ err: error }, 'stopping');
      process.exit(1);
    },
  );
};
// `disconnect`: the supervisor is gone.
process.on('SIGINT', end).on('SIGTERM', end).on('disconnect', end);
