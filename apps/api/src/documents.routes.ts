import { Document } from '@kontor/domain/documents/document.entity';
import type { EntityManager } from '@mikro-orm/postgresql';
import express, { type Router } from 'express';
import { authenticate } from './authenticate.ts';

const isId = (text: string): boolean => /^[0-9a-f-]{36}$/.test(text);

// Chrome and Safari show no PDF that comes with `sandbox` or without inline styles: their viewer stands under the same policy.
const pdfPolicy = "frame-ancestors 'self'";
const strictPolicy = "default-src 'none'; sandbox";

/** The stored bytes of a document: GET /documents/<id>; they never change. */
export function documentRoutes(fork: () => EntityManager): Router {
  const router = express.Router();
  router.get('/:id', async (request, response) => {
    const em = fork();
    if (!(await authenticate(em, request.headers))) return void response.status(401).json({ error: 'sign in first' });
    const document = isId(request.params.id)
      ? await em.findOne(Document, request.params.id, { populate: ['bytes'] })
      : null;
    if (!document) return void response.status(404).json({ error: 'no such document' });
    const etag = `"${document.sha256}"`;
    response.set({
      etag,
      'cache-control': 'private, max-age=31536000, immutable',
      'content-security-policy': document.mediaType === 'application/pdf' ? pdfPolicy : strictPolicy,
    });
    if (request.headers['if-none-match'] === etag) return void response.status(304).end();
    const name = document.number.replace(/[^\w.-]/g, '_');
    response.set({ 'content-type': document.mediaType, 'content-disposition': `inline; filename="${name}.pdf"` });
    response.end(Buffer.from(document.bytes!));
  });
  return router;
}
