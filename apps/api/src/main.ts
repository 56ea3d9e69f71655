import { readConfig } from '@kontor/platform/config';
import { openDatabase } from '@kontor/platform/database';
import { HistoryFollower } from '@kontor/platform/follow-history';
import { openLog } from '@kontor/platform/log';
import { openQueue } from '@kontor/platform/queue';
import { runProcess } from '@kontor/platform/run-process';
import { startApi } from './server.ts';

const config = readConfig();
const log = openLog('api', config.LOG_LEVEL);

async function start(): Promise<() => Promise<void>> {
  const orm = await openDatabase(config.DATABASE_URL, { max: 16 });
  const boss = await openQueue(config.DATABASE_URL, { log, supervise: false, instance: 'api' });
  const follower = await new HistoryFollower(config.DATABASE_URL).start();
  const { HOST: host, PORT: port, STATIC_DIR: staticDir, SECRET_KEY: secretKey } = config;
  const api = await startApi({ orm, boss, follower, log, staticDir, secretKey }, { host, port });
  log.info({ port: api.port }, 'api ready');
  return async () => {
    // Ends the running subscriptions first.
    await follower.close();
    await api.close();
    await boss.stop({ graceful: false });
    await orm.close(true);
  };
}

await runProcess(log, start);
