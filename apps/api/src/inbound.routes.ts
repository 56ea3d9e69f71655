import { createHash, timingSafeEqual } from 'node:crypto';
import { Carrier } from '@kontor/domain/carriers/carrier.entity';
import type { Secrets } from '@kontor/domain/kernel/secrets';
import type { Context } from '@kontor/domain/kernel/transact';
import { receiveMessages } from '@kontor/domain/shipments/receive-messages';
import express, { type Router } from 'express';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** A carrier that has no secret does not call. */
const secretOf = ({ returns: { source, secret } }: Carrier, secrets: Secrets): string | null =>
  source === 'http' && typeof secret === 'string' ? secrets.open(secret) : null;

/** Where carriers call with their confirmations: POST /inbound/<carrier code>, stored raw before it is answered. */
export function inboundRoutes(newContext: () => Context, secrets: Secrets): Router {
  const router = express.Router();
  router.post('/:code', express.raw({ type: () => true, limit: '1mb' }), async (request, response) => {
    const ctx = newContext();
    const carrier = await ctx.em.findOne(Carrier, { code: request.params.code });
    const secret = carrier && secretOf(carrier, secrets);
    if (!carrier || !secret)
      return void response.status(404).json({ error: 'no carrier of this code takes messages here' });
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!timingSafeEqual(digest(given), digest(secret)))
      return void response.status(401).json({ error: 'wrong secret' });
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    if (!bytes.length) return void response.status(400).json({ error: 'the message is empty' });
    const name = createHash('sha256').update(bytes).digest('hex');
    await receiveMessages(ctx, [{ source: `http:${carrier.code}`, carrierId: carrier.id, name, bytes }]);
    response.status(202).json({ state: 'taken' });
  });
  return router;
}
