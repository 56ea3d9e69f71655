import { randomBytes, randomUUID } from 'node:crypto';
import express, { type Router } from 'express';
import { z } from 'zod';
import { minute } from '../settings.ts';
import { answerTime, type World } from '../world.ts';
import { countHandover } from './handovers.ts';
import { trackingNumber } from './tracking-numbers.ts';

const text = z.string().min(1);
const order = z.object({
  shipment: text,
  deliveryNote: text,
  order: text,
  service: text,
  recipient: z.looseObject({
    name: z.string(),
    street: z.string(),
    postcode: z.string(),
    city: z.string(),
    country: text,
  }),
  lines: z
    .array(z.object({ sku: text, title: z.string(), quantity: z.number().int().positive(), weightG: z.number() }))
    .min(1),
});

export const rheinSecrets = ({ state }: World) => ({
  apiKey: state.remembered('rhein-api-key', () => randomBytes(18).toString('base64url')),
  secret: state.remembered('rhein-secret', () => randomBytes(18).toString('base64url')),
});

/** Express Rhein: takes JSON over HTTP, asked by its key, and calls back with the tracking number. */
export function rheinRoutes(world: World): Router {
  const router = express.Router();
  world.timers.on<{ shipment: string; eventId: string; tracking: string }>('rhein-answers', (data) =>
    answer(world, data),
  );
  router.use((request, response, next) => {
    if (request.header('authorization') === `Bearer ${rheinSecrets(world).apiKey}`) return next();
    response.status(401).json({ error: 'wrong API key' });
  });
  router.post('/shipments', express.json({ limit: '256kb' }), (request, response) => {
    const parsed = order.safeParse(request.body);
    if (!parsed.success)
      return void response
        .status(422)
        .json({ error: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') });
    const { shipment } = parsed.data;
    if (request.header('idempotency-key') !== shipment)
      return void response.status(422).json({ error: 'idempotency-key must be the shipment' });
    const isFirst = countHandover(world, 'RHEIN', shipment, parsed.data);
    if (isFirst) {
      const data = { shipment, eventId: randomUUID(), tracking: trackingNumber(world.chance, 'UPS') };
      world.timers.set(`rhein:${shipment}`, 'rhein-answers', answerTime(world, 2 * minute, 10 * minute), data);
    }
    response.status(isFirst ? 201 : 200).json(shown(shipment));
  });
  router.get('/shipments', (request, response) => {
    const shipment = String(request.query.shipment ?? '');
    const known = world.state.get(`select 1 as n from handover where shipment = ? and carrier = 'RHEIN'`, shipment);
    response.json({ shipments: known ? [shown(shipment)] : [] });
  });
  return router;
}

const shown = (shipment: string): object => ({ id: `xr-${shipment}`, shipment, state: 'accepted' });

async function answer(
  world: World,
  { shipment, eventId, tracking }: { shipment: string; eventId: string; tracking: string },
): Promise<void> {
  const response = await fetch(`${world.settings.KONTOR_URL}/inbound/RHEIN`, {
    method: 'POST',
    headers: { authorization: `Bearer ${rheinSecrets(world).secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      eventId,
      shipment,
      trackingNumber: tracking,
      parcelService: 'UPS',
      shippedAt: new Date().toISOString(),
    }),
    signal: AbortSignal.timeout(5_000),
  });
  if (response.status !== 202) throw new Error(`not taken: ${response.status}`);
}
