import http from 'node:http';
import express from 'express';
import { adminRoutes } from './admin/admin.routes.ts';
import { amazonRoutes } from './amazon/amazon.routes.ts';
import { filesRoutes } from './amazon/files.routes.ts';
import { Feeds } from './amazon/feeds.ts';
import { feedsRoutes } from './amazon/feeds.routes.ts';
import { financesRoutes } from './amazon/finances.routes.ts';
import { Ledger } from './amazon/ledger.ts';
import { Notifications } from './amazon/notifications.ts';
import { notificationsRoutes } from './amazon/notifications.routes.ts';
import { ordersRoutes } from './amazon/orders.routes.ts';
import { Reports } from './amazon/reports.ts';
import { reportsRoutes } from './amazon/reports.routes.ts';
import { Settlements } from './amazon/settlements.ts';
import { SignalQueues } from './amazon/signal-queues.ts';
import { solicitationsRoutes } from './amazon/solicitations.routes.ts';
import { StoredFiles } from './amazon/stored-files.ts';
import { Nord } from './carriers/nord-sftp.ts';
import { rheinRoutes } from './carriers/rhein-http.ts';
import { openSued } from './carriers/sued-mail.ts';
import { WarehouseHand } from './carriers/warehouse-hand.ts';
import { MailServer } from './mail/mail-server.ts';
import { Population } from './population/live.ts';
import type { Settings } from './settings.ts';
import { Scenario } from './scenario.ts';
import { State } from './state.ts';
import { Timers } from './timers.ts';
import { openWorld, type World } from './world.ts';

/** Starts the whole world; it stops with what `close` gives. */
export async function startWorld(settings: Settings): Promise<{ world: World; close(): Promise<void> }> {
  const state = new State(settings.SANDBOX_DATA);
  const timers = new Timers(state);
  const world = openWorld(settings, state, timers);
  const ledger = new Ledger(world);
  const settlements = new Settlements(world, ledger);
  const files = new StoredFiles(world);
  const queues = new SignalQueues(world);
  const routes = [
    ...ordersRoutes(world),
    ...feedsRoutes(new Feeds(world, files, ledger)),
    ...reportsRoutes(new Reports(world, settlements, files)),
    ...financesRoutes(world, ledger),
    ...solicitationsRoutes(world),
    ...notificationsRoutes(new Notifications(world, queues)),
  ];
  const mails = new MailServer(world);
  const nord = new Nord(world);
  const hand = new WarehouseHand(world);
  const population = new Population(world);
  openSued(world, mails);
  const scenario = new Scenario(world);

  const app = express();
  app.disable('x-powered-by').set('query parser', 'simple');
  app.use(amazonRoutes(world, routes));
  app.use(filesRoutes(files));
  app.use('/carriers/xrhein', rheinRoutes(world));
  app.use(adminRoutes({ world, population, settlements, mails, ledger, queues, scenario }));
  const server = http.createServer(app);
  await queues.start();
  await listen(server, settings);
  await mails.listen();
  await nord.start();
  timers.start();
  scenario.start();
  settlements.start();
  hand.start();
  population.start();
  return {
    world,
    async close() {
      population.stop();
      hand.stop();
      timers.stop();
      scenario.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await nord.stop();
      await mails.close();
      await queues.stop();
      state.close();
    },
  };
}

function listen(server: http.Server, { SANDBOX_PORT: port, SANDBOX_HOST: host }: Settings): Promise<void> {
  return new Promise((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
}
