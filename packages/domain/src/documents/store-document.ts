import { createHash } from 'node:crypto';
import { newId } from '../kernel/id.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { Document, type DocumentKind } from './document.entity.ts';

export interface NewDocument {
  kind: DocumentKind;
  number: string;
  orderId: string | null;
  mediaType: string;
  bytes: Uint8Array;
}

/**
 * Stores documents together, once per kind and number, and returns the sha256 of the first; bytes that are there already stay as
 * issued.
 */
export function storeDocuments(ctx: Context, documents: NewDocument[]): Promise<string> {
  return transact(ctx, async (tx) => {
    const hashes: string[] = [];
    for (const document of documents) hashes.push(await store(tx, document));
    return hashes[0]!;
  });
}

async function store(tx: Transaction, { kind, number, orderId, mediaType, bytes }: NewDocument): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const [stored] = (await tx.em.execute(
    `insert into document (id, kind, number, order_id, media_type, bytes, size, sha256, created_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (kind, number) do nothing returning sha256`,
    [newId(), kind, number, orderId, mediaType, Buffer.from(bytes), bytes.length, sha256, tx.now()],
  )) as { sha256: string }[];
  return stored?.sha256 ?? (await tx.em.findOneOrFail(Document, { kind, number })).sha256;
}
