import { createHash } from 'node:crypto';

/** Pins a server's host key: true when the key's SHA-256 is `pinned`, given as hex or as OpenSSH writes it ('SHA256:' and base64). */
export function isPinnedKey(key: Buffer, pinned: string): boolean {
  const digest = createHash('sha256').update(key).digest();
  const text = pinned.replace(/^SHA256:/i, '').replace(/=+$/, '');
  return (
    text === digest.toString('base64').replace(/=+$/, '') ||
    text.replaceAll(':', '').toLowerCase() === digest.toString('hex')
  );
}

/** A key as OpenSSH shows it, for staff to compare. */
export const fingerprintOf = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
