import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { installationSecrets, secretsWith } from './secrets.ts';

const secrets = secretsWith('a key of thirty-two characters..');

test('what is sealed opens with the same key alone, and looks different every time', () => {
  const sealed = secrets.seal('Geheim ü');
  expect(sealed).not.toContain('Geheim');
  expect(sealed).not.toBe(secrets.seal('Geheim ü'));
  expect(secrets.open(sealed)).toBe('Geheim ü');
  expect(() => secretsWith('another key').open(sealed)).toThrow('sealed with another key');
});

test('a sealed text that was changed does not open', () => {
  const sealed = secrets.seal('geheim');
  const changed = sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA');
  expect(() => secrets.open(changed)).toThrow();
  expect(() => secrets.open('sealed:1:x')).toThrow('damaged');
});

test('a text from before is given as it is', () => {
  expect(secrets.open('plain')).toBe('plain');
});

test('the key file is made once, for its owner alone; a key in the environment goes before it', () => {
  const KONTOR_DATA = fs.mkdtempSync(path.join(os.tmpdir(), 'key-'));
  const sealed = installationSecrets({ KONTOR_DATA }).seal('x');
  expect(installationSecrets({ KONTOR_DATA }).open(sealed)).toBe('x');
  expect(fs.statSync(path.join(KONTOR_DATA, 'secret.key')).mode & 0o777).toBe(0o600);
  expect(() => installationSecrets({ KONTOR_DATA, KONTOR_SECRET_KEY: 'k'.repeat(32) }).open(sealed)).toThrow(
    'another key',
  );
  fs.rmSync(KONTOR_DATA, { recursive: true });
});
