import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { isSealed, sealedPrefix, type Secrets } from '@kontor/domain/kernel/secrets';
import type { Config } from './config.ts';

/** The key of this installation: KONTOR_SECRET_KEY, else a file in KONTOR_DATA that is made at the first start, readable by its owner alone. */
export function installationSecrets({
  KONTOR_SECRET_KEY,
  KONTOR_DATA,
}: Pick<Config, 'KONTOR_SECRET_KEY' | 'KONTOR_DATA'>): Secrets {
  return secretsWith(KONTOR_SECRET_KEY ?? keyFile(path.join(KONTOR_DATA, 'secret.key')));
}

function keyFile(file: string): string {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  try {
    // whoever comes first writes it; all others read it
    fs.writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = fs.readFileSync(file, 'utf8').trim();
  if (key.length < 32) throw new Error(`${file} holds no key; put the right one there.`);
  return key;
}

/** Envelope encryption: each text has a key of its own (AES-256-GCM), which the installation's key wraps. */
export function secretsWith(master: string): Secrets {
  const wrapping = Buffer.from(hkdfSync('sha256', master, 'kontor', 'secrets 1', 32));
  const id = createHash('sha256').update(wrapping).digest('hex').slice(0, 8);
  return {
    seal(plain) {
      const key = randomBytes(32);
      const parts = [encrypt(wrapping, key), encrypt(key, Buffer.from(plain))];
      return `${sealedPrefix}1:${id}:${parts.map((part) => part.toString('base64url')).join(':')}`;
    },
    open(sealed) {
      if (!isSealed(sealed)) return sealed;
      const [version, of, wrapped, text] = sealed.slice(sealedPrefix.length).split(':');
      if (version !== '1' || !wrapped || !text) throw new Error('a sealed secret is damaged');
      if (of !== id)
        throw new Error(
          'the secrets were sealed with another key: bring back KONTOR_SECRET_KEY or the secret.key of KONTOR_DATA',
        );
      return decrypt(decrypt(wrapping, Buffer.from(wrapped, 'base64url')), Buffer.from(text, 'base64url')).toString();
    },
  };
}

/** 12 bytes nonce, 16 bytes tag, then the text. */
function encrypt(key: Buffer, plain: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function decrypt(key: Buffer, bytes: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
}
