import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const keyOf = (secretKey: string, salt: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', secretKey, salt, 'kontor seal', 32));

/** Encrypts a secret for the database (AES-256-GCM); only who has the installation's secret key reads it. */
export function seal(secret: string, secretKey: string): string {
  const [salt, iv] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv(algorithm, keyOf(secretKey, salt), iv);
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return ['v1', salt, iv, cipher.getAuthTag(), sealed]
    .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
    .join('.');
}

/** Reads a sealed secret; throws when the key is another one or the text was changed. */
export function unseal(sealed: string, secretKey: string): string {
  const [, salt, iv, tag, text] = sealed.split('.').map((part) => Buffer.from(part, 'base64url'));
  const decipher = createDecipheriv(algorithm, keyOf(secretKey, salt!), iv!, { authTagLength: 16 });
  decipher.setAuthTag(tag!);
  return Buffer.concat([decipher.update(text!), decipher.final()]).toString('utf8');
}
