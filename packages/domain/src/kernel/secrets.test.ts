import { expect, test } from 'vitest';
import { hideSecrets, keepSecrets, openConfig, sealConfig, type Secrets } from './secrets.ts';

let count = 0;
const secrets: Secrets = {
  seal: (plain) => `sealed:${(count += 1)}:${plain}`,
  open: (sealed) => sealed.replace(/^sealed:\d+:/, ''),
};
const config = {
  host: 'h',
  username: 'u',
  password: 'p',
  hostKeySha256: 'k',
  tokenUrl: 't',
  queue: { accessKeyId: 'id', secretAccessKey: 's' },
};

test('only what gives access is sealed, and opens again', () => {
  const sealed = sealConfig(config, secrets);
  expect(sealed).toMatchObject({
    host: 'h',
    username: 'u',
    hostKeySha256: 'k',
    tokenUrl: 't',
    queue: { accessKeyId: 'id' },
  });
  expect(JSON.stringify(sealed)).toMatch(/"password":"sealed:\d+:p".*"secretAccessKey":"sealed:\d+:s"/);
  expect(openConfig(sealed, secrets)).toEqual(config);
});

test('a secret that stays the same keeps its sealed form, a changed one is sealed anew', () => {
  const before = sealConfig(config, secrets);
  expect(sealConfig(config, secrets, before)).toEqual(before);
  expect(sealConfig(before, secrets)).toEqual(before);
  expect(sealConfig({ ...config, password: 'q' }, secrets, before).password).not.toBe(before.password);
});

test('staff see which secrets are set, never what they are', () => {
  expect(hideSecrets(sealConfig(config, secrets))).toEqual({
    config: { host: 'h', username: 'u', hostKeySha256: 'k', tokenUrl: 't', queue: { accessKeyId: 'id' } },
    kept: ['password', 'queue.secretAccessKey'],
  });
});

test('what is left out is kept, what is emptied goes', () => {
  const before = { host: 'h', password: 'old', privateKey: 'pk' };
  expect(keepSecrets({ host: 'i', privateKey: '' }, before)).toEqual({ host: 'i', password: 'old' });
  expect(keepSecrets({ password: 'new' }, before)).toEqual({ password: 'new', privateKey: 'pk' });
});
