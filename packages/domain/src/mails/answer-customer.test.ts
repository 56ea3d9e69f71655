import { expect, test } from 'vitest';
import { decideAnswer } from './answer-customer.ts';

const order = { channelOrderId: '302-1', buyerEmail: 'x1@marketplace.amazon.de', isAmazon: false };
const last = {
  sender: 'jana@buyer.test',
  subject: 'AW: Re: Farbe?',
  messageId: 'q2@b',
  references: ['shipped.A@kontor'],
};

test('an answer goes to who wrote last, in that thread, with one Re:', () => {
  expect(decideAnswer({ order, last }, 'Blau.')).toEqual({
    to: 'jana@buyer.test',
    subject: 'Re: Farbe?',
    inReplyTo: 'q2@b',
    references: ['shipped.A@kontor', 'q2@b'],
  });
});

test('who has not written is written to at the address of the order', () => {
  expect(decideAnswer({ order, last: null }, 'Blau.')).toEqual({
    to: order.buyerEmail,
    subject: '302-1',
    inReplyTo: null,
    references: [],
  });
});

test('an Amazon buyer is written to at the relay address alone, and without links', () => {
  const amazon = { ...order, isAmazon: true };
  expect(decideAnswer({ order: amazon, last }, 'Blau.').to).toBe(order.buyerEmail);
  for (const text of ['Siehe https://shop.test', 'Siehe www.shop.test'])
    expect(() => decideAnswer({ order: amazon, last }, text)).toThrow('reply_with_link');
  expect(() => decideAnswer({ order: { ...amazon, buyerEmail: null }, last }, 'Blau.')).toThrow(
    'customer_without_address',
  );
});

test('nobody to write to is refused', () => {
  expect(() => decideAnswer({ order: null, last: { ...last, sender: null } }, 'Blau.')).toThrow(
    'customer_without_address',
  );
});
