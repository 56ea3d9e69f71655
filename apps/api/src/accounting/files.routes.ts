import { AccountingFile } from '@kontor/domain/accounting/export.entity';
import type { EntityManager } from '@mikro-orm/postgresql';
import express, { type Router } from 'express';
import { mayAccount } from '../access.ts';
import { authenticate, isSameOrigin } from '../authenticate.ts';
import type { Caller } from '../context.ts';
import { isId } from '../pages.ts';

/** The stored bytes of an export's file: GET /exports/files/<id>; for those who keep the books. */
export function accountingFileRoutes(fork: () => EntityManager): Router {
  const router = express.Router();
  router.get('/:id', async (request, response) => {
    const em = fork();
    const caller = isSameOrigin(request) ? await authenticate(em, request.headers) : null;
    if (!caller) return void response.status(401).json({ error: 'sign in first' });
    if (!keepsBooks(caller)) return void response.status(403).json({ error: 'your role may not fetch this' });
    const file = isId(request.params.id)
      ? await em.findOne(AccountingFile, request.params.id, { populate: ['bytes'] })
      : null;
    if (!file) return void response.status(404).json({ error: 'no such file' });
    const etag = `"${file.sha256}"`;
    response.set({
      etag,
      'cache-control': 'private, no-cache',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-type': file.mediaType,
      'content-disposition': `attachment; filename="${file.name}"`,
    });
    if (request.headers['if-none-match'] === etag) return void response.status(304).end();
    response.end(Buffer.from(file.bytes!));
  });
  return router;
}

function keepsBooks(caller: Caller): boolean {
  try {
    mayAccount(caller);
    return true;
  } catch {
    return false;
  }
}
