import { expect, test } from 'vitest';
import { entered, HAND_OVER } from './connection-fields.ts';

test('only what belongs to the kind is sent, numbers as numbers, untouched secrets not at all', () => {
  const values = { host: 'h', port: '22', username: 'u', password: '', to: 'x@y.z', allowPrivate: false };
  expect(entered({ transport: 'sftp' }, HAND_OVER.sftp!, values)).toEqual({
    transport: 'sftp',
    host: 'h',
    port: 22,
    username: 'u',
    allowPrivate: false,
  });
});
