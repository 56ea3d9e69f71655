import { expect, test } from 'vitest';
import { anIncomingOrder } from '../testing.ts';
import { buyerKey, decideMatch } from './match-customers.ts';

const order = (buyerEmail: string | null) => ({
  buyerEmail,
  channelId: 'amazon',
  shippingAddress: anIncomingOrder().shippingAddress,
});

test('a masked address counts within its channel only', () => {
  expect(buyerKey(order('Abc123@marketplace.amazon.de'))).toMatchObject({
    emailKey: 'abc123@marketplace.amazon.de',
    channelId: 'amazon',
  });
  expect(buyerKey(order('jana@example.org'))).toMatchObject({ emailKey: 'jana@example.org', channelId: null });
});

test('an e-mail decides alone: the same address with another e-mail is another customer', () => {
  expect(decideMatch(buyerKey(order('a@x.de')), { byEmail: null, byAddress: 'K1' }).customerId).toBeNull();
  expect(decideMatch(buyerKey(order('a@x.de')), { byEmail: 'K2', byAddress: 'K1' })).toEqual({
    customerId: 'K2',
    evidence: { by: 'email', score: 100 },
  });
});

test('without an e-mail the whole address decides', () => {
  expect(decideMatch(buyerKey(order(null)), { byEmail: null, byAddress: 'K1' })).toEqual({
    customerId: 'K1',
    evidence: { by: 'address', score: 80 },
  });
});
