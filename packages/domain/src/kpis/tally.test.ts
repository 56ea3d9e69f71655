import { expect, test } from 'vitest';
import { bucketOf } from './durations.ts';
import { noChannel, tally, type Clock } from './tally.ts';

const placedAt = new Date('2026-11-20T22:30:00Z');
const aClock = (o: Partial<Clock> = {}): Clock => ({
  orderId: 'o',
  channelId: 'c',
  placedAt,
  shipBy: null,
  handedOverAt: null,
  shippedAt: null,
  informedAt: null,
  paidAt: null,
  cancelledAt: null,
  late: false,
  byHand: false,
  heldFor: [],
  ...o,
});
const fact = (type: string, data = {}, actor = 'automation', at = '2026-11-21T22:30:00Z') => ({
  cursor: '1:1',
  type,
  orderId: 'o',
  ticketId: null,
  actor,
  data,
  at: new Date(at),
});
const added = (clock: Clock | undefined, ...facts: ReturnType<typeof fact>[]): string[] =>
  facts
    .flatMap((one) => tally(one, clock, undefined, 'Europe/Berlin'))
    .map(({ day, measure, key, n }) => [day, measure, key, n].filter((part) => part !== '').join(' '));

test('days are the company’s: half past ten at night in UTC is half past eleven, another hour later the next day', () => {
  expect(added(aClock(), fact('OrderImported'))).toEqual(['2026-11-20 orders 1']);
  const late = aClock({ placedAt: new Date('2026-11-20T23:30:00Z') });
  expect(added(late, fact('OrderImported'))).toEqual(['2026-11-21 orders 1']);
});

test('each step counts once; a second shipment of the order ships nothing anew', () => {
  const clock = aClock();
  expect(added(clock, fact('ShipmentConfirmed'), fact('ShipmentConfirmed'), fact('MarketplaceShipped'))).toEqual([
    '2026-11-21 shipped 1',
    '2026-11-21 to_shipment 1',
  ]);
  expect(added(clock, fact('InvoicePaid'), fact('InvoicePaid'))).toEqual(['2026-11-21 to_payment 1']);
});

test('late is what left after the instant the channel had set', () => {
  const shipBy = new Date('2026-11-21T22:30:00Z');
  expect(added(aClock({ shipBy }), fact('ShipmentConfirmed'))).not.toContain('2026-11-21 late 1');
  const after = fact('ShipmentConfirmed', {}, 'carrier', '2026-11-21T22:30:01Z');
  expect(added(aClock({ shipBy }), after)).toContain('2026-11-21 late 1');
});

test('an order that was held, had a ticket or was changed by staff is by hand, once; packing is not', () => {
  expect(added(aClock(), fact('ShipmentDivided', {}, 'staff:7'))).toEqual([]);
  expect(added(aClock(), fact('OrderReleased', {}, 'token:7'))).toEqual([]);
  const clock = aClock();
  expect(added(clock, fact('OrderCorrected', {}, 'staff:7'), fact('OrderRefunded', {}, 'staff:7'))).toEqual([
    '2026-11-20 by_hand 1',
  ]);
});

test('a reason counts once per order, on the day it was placed', () => {
  const clock = aClock();
  const held = fact('OrderHeld', { reasons: ['remark', 'address'] });
  expect(added(clock, held, held)).toEqual([
    '2026-11-20 by_hand 1',
    '2026-11-20 held remark 1',
    '2026-11-20 held address 1',
  ]);
});

test('the channel’s knowing is measured from shipping; without a clock only tickets count', () => {
  const clock = aClock({ shippedAt: new Date('2026-11-21T22:29:00Z') });
  const [knows] = tally(fact('ChannelInformed'), clock, undefined, 'UTC');
  expect(knows).toMatchObject({ measure: 'to_channel', bucket: bucketOf(60) });
  expect(tally(fact('TicketOpened', { reason: 'x' }), undefined, undefined, 'UTC')).toMatchObject([
    { measure: 'ticket_opened', key: 'x', channelId: noChannel },
  ]);
  expect(tally(fact('OrderImported'), undefined, undefined, 'UTC')).toEqual([]);
});

test('a confirmed shipment counts for its carrier, with its cost and the time since it had the data', () => {
  const shipment = { carrierId: 'NORD', transmittedAt: new Date('2026-11-21T20:30:00Z'), cents: 290 };
  const confirmed = tally(fact('ShipmentConfirmed'), undefined, shipment, 'UTC');
  expect(confirmed).toMatchObject([{ measure: 'confirmed', key: 'NORD', cents: 290, bucket: bucketOf(7_200) }]);
});
