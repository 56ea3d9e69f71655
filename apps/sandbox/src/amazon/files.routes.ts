import express, { type Response, type Router } from 'express';
import type { StoredFiles } from './stored-files.ts';

/** The storage behind the links: whoever has one may use it until it expires. */
export function filesRoutes(files: StoredFiles): Router {
  const router = express.Router();
  router.get('/files/:secret', (request, response) => {
    const bytes = files.read(request.params.secret);
    if (bytes) response.type('application/octet-stream').end(bytes);
    else refuse(response, 'AccessDenied', 'Request has expired');
  });
  router.put('/files/:secret', express.raw({ type: () => true, limit: '20mb' }), (request, response) => {
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const result = files.take(request.params.secret!, request.header('content-type'), bytes);
    if (result === 'stored') response.status(200).end();
    else if (result === 'expired') refuse(response, 'AccessDenied', 'Request has expired');
    else
      refuse(
        response,
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided.',
      );
  });
  return router;
}

const refuse = (response: Response, code: string, message: string): void =>
  void response
    .status(403)
    .type('application/xml')
    .end(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
