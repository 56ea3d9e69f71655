import type { ReturnMapping } from '@kontor/domain/carriers/return-mapping';
import iconv from 'iconv-lite';
import { UnreadableReturn } from '../unreadable-return.ts';

// oxlint-disable-next-line no-control-regex
const junk = /[\u0000-\u0008\u000e-\u001f\ufffd]/;

/** An answer as text; bytes that are no text in its encoding (a picture, an archive) throw UnreadableReturn with the line. */
export function decodeAnswer(bytes: Uint8Array, encoding: ReturnMapping['encoding']): string {
  const text = encoding === 'auto' ? (utf8(bytes) ?? decode(bytes, 'windows-1252')) : decode(bytes, encoding);
  const at = text.search(junk);
  if (at >= 0) throw new UnreadableReturn(`line ${text.slice(0, at).split('\n').length}: not text`);
  return text;
}

const decode = (bytes: Uint8Array, encoding: string): string => iconv.decode(Buffer.from(bytes), encoding);

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
