import http from 'node:http';
import express from 'express';
import { adminRoutes } from './admin/admin.routes.ts';
import { amazonRoutes } from './amazon/amazon.routes.ts';
import { Reports } from './amazon/reports.ts';
import { Settlements } from './amazon/settlements.ts';
import { Nord } from './carriers/nord-sftp.ts';
import { rheinRoutes } from './carriers/rhein-http.ts';
import { openSued } from './carriers/sued-mail.ts';
import { WarehouseHand } from './carriers/warehouse-hand.ts';
import { MailServer } from './mail/mail-server.ts';
import { Population } from './population/live.ts';
import type { Settings } from './settings.ts';
import { State } from './state.ts';
import { Timers } from './timers.ts';
import { openWorld, type World } from './world.ts';

/** Starts the whole world; it stops with what `close` gives. */
export async function startWorld(settings: Settings): Promise<{ world: World; close(): Promise<void> }> {
  const state = new State(settings.SANDBOX_DATA);
  const timers = new Timers(state);
  const world = openWorld(settings, state, timers);
  const settlements = new Settlements(world);
  const mails = new MailServer(world);
  const nord = new Nord(world);
  const hand = new WarehouseHand(world);
  const population = new Population(world);
  openSued(world, mails);

  const app = express();
  app.disable('x-powered-by').set('query parser', 'simple');
  app.use(amazonRoutes(world, new Reports(world, settlements)));
  app.use('/carriers/xrhein', rheinRoutes(world));
  app.use(adminRoutes({ world, population, settlements, mails }));
  const server = http.createServer(app);
  await listen(server, settings);
  await mails.listen();
  await nord.start();
  timers.start();
  settlements.start();
  hand.start();
  population.start();
  return {
    world,
    async close() {
      population.stop();
      hand.stop();
      timers.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await nord.stop();
      await mails.close();
      state.close();
    },
  };
}

function listen(server: http.Server, { SANDBOX_PORT: port, SANDBOX_HOST: host }: Settings): Promise<void> {
  return new Promise((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
}
