import { expect, test } from 'vitest';
import { isPrivateAddress, networkTarget } from './network-target.ts';

test.each([
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fd00::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '64:ff9b::7f00:1',
])('%s is inside', (address) => expect(isPrivateAddress(address)).toBe(true));

test.each(['1.1.1.1', '172.32.0.1', '192.169.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:1.1.1.1'])(
  '%s is outside',
  (address) => expect(isPrivateAddress(address)).toBe(false),
);

test('names and other spellings of loopback are looked up first', async () => {
  for (const host of ['localhost', '2130706433', '0x7f.1', '[::1]'])
    await expect(networkTarget(host, { allowPrivate: false })).rejects.toMatchObject({ retryable: false });
  expect(await networkTarget('localhost', { allowPrivate: true })).toMatch(/127\.0\.0\.1|::1/);
});
