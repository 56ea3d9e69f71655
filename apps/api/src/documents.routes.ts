import { Document } from '@kontor/domain/documents/document.entity';
import type { EntityManager } from '@mikro-orm/postgresql';
import express, { type Router } from 'express';
import { mayRead } from './access.ts';
import { authenticate } from './authenticate.ts';
import { isId } from './pages.ts';

// Chrome and Safari show no PDF that comes with `sandbox` or without inline styles: their viewer stands under the same policy.
const pdfPolicy = "frame-ancestors 'self'";
const strictPolicy = "default-src 'none'; sandbox";

/** The stored bytes of a document: GET /documents/<id>; they never change. */
export function documentRoutes(fork: () => EntityManager): Router {
  const router = express.Router();
  router.get('/:id', async (request, response) => {
    const em = fork();
    const caller = await authenticate(em, request.headers);
    if (!caller) return void response.status(401).json({ error: 'sign in first' });
    const document = isId(request.params.id)
      ? await em.findOne(Document, request.params.id, { populate: ['bytes'] })
      : null;
    if (!document) return void response.status(404).json({ error: 'no such document' });
    if (!mayRead(caller, document.kind)) return void response.status(403).json({ error: 'not for your role' });
    const etag = `"${document.sha256}"`;
    response.set({
      etag,
      'cache-control': 'private, max-age=31536000, immutable',
      'content-security-policy': isPdf(document) ? pdfPolicy : strictPolicy,
    });
    if (request.headers['if-none-match'] === etag) return void response.status(304).end();
    response.set({
      'content-type': document.mediaType,
      'content-disposition': `${isPdf(document) ? 'inline' : 'attachment'}; filename="${fileName(document)}"`,
    });
    response.end(Buffer.from(document.bytes!));
  });
  return router;
}

const isPdf = ({ mediaType }: Document): boolean => mediaType === 'application/pdf';

/** RE-2026-100001.pdf, RE-2026-100001.xml, RE-2026-100001_xrechnung_ubl.xml. */
function fileName({ number, kind, mediaType }: Document): string {
  const profile = kind.startsWith('xrechnung') ? `_${kind}` : '';
  return `${number.replace(/[^\w.-]/g, '_')}${profile}.${mediaType === 'application/xml' ? 'xml' : 'pdf'}`;
}
