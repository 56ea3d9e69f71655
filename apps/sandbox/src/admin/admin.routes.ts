import express, { type Router } from 'express';
import type { StoredOrder } from '../amazon/amazon-order.ts';
import type { Ledger } from '../amazon/ledger.ts';
import type { Settlements } from '../amazon/settlements.ts';
import type { SignalQueues } from '../amazon/signal-queues.ts';
import { handoverCounts } from '../carriers/handovers.ts';
import type { MailServer } from '../mail/mail-server.ts';
import type { Population } from '../population/live.ts';
import type { Scenario } from '../scenario.ts';
import type { World } from '../world.ts';
import { faultsRoutes } from './faults.routes.ts';
import { ordersRoutes } from './orders.routes.ts';
import { mailPage, mailsPage, worldPage } from './pages.ts';
import { setupFile } from './setup-file.ts';

export interface Parts {
  world: World;
  population: Population;
  settlements: Settlements;
  mails: MailServer;
  ledger: Ledger;
  queues: SignalQueues;
  scenario: Scenario;
}

/** The world as it stands, as numbers that a test can count on. */
export function worldCounts({ world, settlements, mails }: Parts): object {
  const stored = world.state
    .all<{ data: string }>('select data from amazon_order')
    .map((row) => JSON.parse(row.data) as StoredOrder);
  const list = stored.map(({ order, kind, confirmations }) => ({
    orderId: order.orderId,
    status: order.fulfillment!.fulfillmentStatus,
    kind,
    fulfilledBy: order.fulfillment!.fulfilledBy,
    confirmations,
  }));
  const byStatus: Record<string, number> = {};
  for (const { status } of list) byStatus[status] = (byStatus[status] ?? 0) + 1;
  return {
    orders: { created: list.length, byStatus, list },
    handovers: handoverCounts(world),
    mails: mails.list(),
    settlements: settlements.list().map(({ id, totalCents: total, orders }) => ({ id, total, orders })),
    invoices: world.state.all('select order_id as orderId, number from invoice order by rowid'),
    throttled: Object.fromEntries(world.throttled),
  };
}

/** The admin's door: numbers, mails, and switches. */
export function adminRoutes(parts: Parts): Router {
  const { world, settlements, mails, queues, scenario } = parts;
  const router = express.Router();
  router.get('/setup.json', (_request, response) => void response.json(setupFile(world, queues)));
  router.get('/world.json', (_request, response) => void response.json(worldCounts(parts)));
  router.get('/', (_request, response) => void response.send(worldPage(parts)));
  router.get('/mails', (_request, response) => void response.send(mailsPage(mails.list(200))));
  router.get('/mails/:n', async (request, response) => {
    const mail = await mails.open(Number(request.params.n));
    if (mail)
      response
        .set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; img-src data:")
        .send(mailPage(Number(request.params.n), mail));
    else response.status(404).send('no such mail');
  });
  router.get('/mails/:n/:part', async (request, response) => {
    const part = (await mails.open(Number(request.params.n)))?.attachments[Number(request.params.part)];
    if (part) response.type(part.contentType).end(part.content);
    else response.status(404).send('no such attachment');
  });
  router.post('/settlements/close', (_request, response) => {
    const closed = settlements.closeAll();
    response.json(closed.length ? { settlement: closed[0], settlements: closed } : { settlement: null });
  });
  router.use(ordersRoutes(parts));
  router.use(faultsRoutes(world, scenario));
  return router;
}
