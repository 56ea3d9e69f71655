import { randomBytes, randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { minute, publicUrl } from '../settings.ts';
import type { World } from '../world.ts';

const downloadLifeMs = 5 * minute;
const uploadLifeMs = 60 * minute;
/** However fast the world runs, a caller must be able to follow a link. */
const leastLifeMs = 2_000;

type Link = { until: number } & (
  | { to: 'upload'; documentId: string; contentType: string }
  | { to: 'download'; read: () => Uint8Array | undefined }
);

export interface StoredDocument {
  id: string;
  seller: string;
  content_type: string;
  zipped: number;
  bytes: Uint8Array | null;
}

/** What a storage answers to a link that is not valid (any more), or was signed for something else. */
export type UploadResult = 'stored' | 'expired' | 'wrong-type';

/** Documents behind links that expire: uploads of the sellers, files made for them. */
export class StoredFiles {
  readonly #world: World;
  readonly #links = new Map<string, Link>();

  constructor(world: World) {
    this.#world = world;
  }

  /** A place that waits for the seller's bytes, and the link to put them there. */
  expect(seller: string, contentType: string): { documentId: string; url: string } {
    const documentId = `amzn1.tortuga.4.eu.${randomUUID()}.T${randomBytes(6).toString('hex').toUpperCase()}`;
    this.#insert(documentId, seller, contentType, null, false);
    const link: Link = { to: 'upload', documentId, contentType, until: this.#until(uploadLifeMs) };
    return { documentId, url: this.#url(link) };
  }

  /** Keeps a file that this world has made. */
  keep(seller: string, bytes: Uint8Array, contentType: string, zipped: boolean): string {
    const documentId = `amzn1.spdoc.1.4.eu.${randomUUID()}.T${randomBytes(6).toString('hex').toUpperCase()}`;
    this.#insert(documentId, seller, contentType, bytes, zipped);
    return documentId;
  }

  find(seller: string, documentId: string): StoredDocument | undefined {
    return this.#world.state.get<StoredDocument>(
      'select * from document where id = ? and seller = ?',
      documentId,
      seller,
    );
  }

  /** A link to a kept document. */
  download({ id, zipped }: StoredDocument): { url: string; compressionAlgorithm?: 'GZIP' } {
    return this.link(() => {
      const bytes = this.#world.state.get<StoredDocument>('select * from document where id = ?', id)?.bytes;
      return bytes ?? undefined;
    }, Boolean(zipped));
  }

  /** A link to bytes that are made when it is followed. */
  link(make: () => Uint8Array | undefined, zipped: boolean): { url: string; compressionAlgorithm?: 'GZIP' } {
    const read = (): Uint8Array | undefined => {
      const bytes = make();
      return bytes && zipped ? gzipSync(bytes) : bytes;
    };
    return {
      url: this.#url({ to: 'download', read, until: this.#until(downloadLifeMs) }),
      ...(zipped ? { compressionAlgorithm: 'GZIP' } : {}),
    };
  }

  /** The bytes behind a link; undefined when it has expired. */
  read(secret: string): Uint8Array | undefined {
    const link = this.#links.get(secret);
    return link?.to === 'download' && link.until >= Date.now() ? link.read() : undefined;
  }

  /** Takes bytes through a link; it was signed for one content type, byte for byte. */
  take(secret: string, contentType: string | undefined, bytes: Uint8Array): UploadResult {
    const link = this.#links.get(secret);
    if (link?.to !== 'upload' || link.until < Date.now()) return 'expired';
    if (contentType !== link.contentType) return 'wrong-type';
    this.#world.state.run('update document set bytes = ? where id = ?', bytes, link.documentId);
    return 'stored';
  }

  #insert(id: string, seller: string, type: string, bytes: Uint8Array | null, zipped: boolean): void {
    const sql = 'insert into document (id, seller, content_type, zipped, bytes) values (?, ?, ?, ?, ?)';
    this.#world.state.run(sql, id, seller, type, zipped ? 1 : 0, bytes);
  }

  #until = (worldMs: number): number => Date.now() + Math.max(leastLifeMs, this.#world.real(worldMs));

  #url(link: Link): string {
    for (const [secret, { until }] of this.#links) if (until < Date.now()) this.#links.delete(secret);
    const secret = randomBytes(24).toString('base64url');
    this.#links.set(secret, link);
    return `${publicUrl(this.#world.settings)}/files/${secret}`;
  }
}

/** The seller's bytes as they were meant: what is zipped is unzipped. */
export function contentOf({ bytes }: StoredDocument): Buffer {
  const given = Buffer.from(bytes ?? []);
  return given[0] === 0x1f && given[1] === 0x8b ? gunzipSync(given) : given;
}
