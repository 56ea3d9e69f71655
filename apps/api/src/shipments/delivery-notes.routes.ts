import { Rejection } from '@kontor/domain/kernel/rejection';
import type { EntityManager } from '@mikro-orm/postgresql';
import express, { type Router } from 'express';
import { authenticate } from '../authenticate.ts';
import { deliveryNotesOf } from './packing.queries.ts';
import { isId } from '../pages.ts';

/** Delivery notes for the printer, in one file: GET /delivery-notes?shipments=<id>,<id>. */
export function deliveryNoteRoutes(fork: () => EntityManager): Router {
  const router = express.Router();
  router.get('/', async (request, response) => {
    const em = fork();
    if (!(await authenticate(em, request.headers))) return void response.status(401).json({ error: 'sign in first' });
    const ids = String(request.query.shipments ?? '').split(',');
    if (!ids.every(isId)) return void response.status(400).json({ error: 'shipments: ids, separated by commas' });
    const notes = await deliveryNotesOf(em, ids).catch(refused);
    if (!Array.isArray(notes)) return void response.status(400).json(notes);
    if (!notes.length) return void response.status(404).json({ error: 'no delivery note is printed yet' });
    response.set({
      'content-type': 'application/pdf',
      'content-security-policy': "frame-ancestors 'self'",
      'content-disposition': 'inline; filename="delivery-notes.pdf"',
    });
    response.end(Buffer.from(await inOneFile(notes.map(({ bytes }) => bytes!))));
  });
  return router;
}

function refused(error: unknown): { error: string } {
  if (error instanceof Rejection) return { error: `${error.code} ${JSON.stringify(error.details)}` };
  throw error;
}

/** The library is loaded with the first print: it would be a sixth of what the API loads at its start. */
async function inOneFile(pdfs: Uint8Array[]): Promise<Uint8Array> {
  const { PDFDocument } = await import('@cantoo/pdf-lib');
  const all = await PDFDocument.create();
  for (const pdf of pdfs) {
    const one = await PDFDocument.load(pdf);
    for (const page of await all.copyPages(one, one.getPageIndices())) all.addPage(page);
  }
  return all.save();
}
