import { expect, test } from 'vitest';
import type { IncomingOrder } from '../channels/incoming-order.ts';
import { anIncomingOrder } from '../testing.ts';
import { decideChange } from './apply-change.ts';

const incoming = anIncomingOrder();
const stored = {
  channelStatus: incoming.status,
  channelUpdatedAt: incoming.channelUpdatedAt,
  channelAddress: incoming.shippingAddress,
  cancelRequestedAt: null,
  station: 'received' as const,
  heldAt: null,
  buyerEmail: incoming.buyer.email,
  fulfilledBy: 'merchant' as const,
  addressAt: incoming.channelUpdatedAt,
  amountsAt: incoming.channelUpdatedAt,
  totalCents: incoming.totalCents!,
  shipBy: incoming.shipBy,
  deliverBy: incoming.deliverBy,
  approvedReasons: [],
};
const later = (change: object) => ({ ...incoming, channelUpdatedAt: new Date('2026-11-21T00:00:00Z'), ...change });

test('the same report again changes nothing', () => {
  expect(decideChange(stored, incoming).changes).toEqual([]);
});

test('an older report adds only what can never be taken back', () => {
  const early = (change: object) => ({ ...incoming, channelUpdatedAt: new Date('2026-11-01T00:00:00Z'), ...change });
  const shippingAddress = { ...incoming.shippingAddress!, street: 'Anders 1' };
  expect(decideChange(stored, early({ shippingAddress }))).toMatchObject({ late: true, changes: [] });
  expect(decideChange(stored, early({ cancelRequest: { by: 'BUYER', reason: null } })).changes).toEqual([
    'cancelRequest',
  ]);
  expect(decideChange(stored, early({ status: 'cancelled' as const }))).toMatchObject({ late: true, cancel: true });
  expect(decideChange({ ...stored, channelAddress: null, addressAt: null }, early({})).changes).toEqual(['address']);
});

test('in whatever sequence the reports of an order come, they end in the same state', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour));
  const pending = { ...incoming, channelUpdatedAt: at(8), status: 'pending' as const, shippingAddress: null };
  const unshipped = { ...incoming, channelUpdatedAt: at(9) };
  const moved = {
    ...unshipped,
    channelUpdatedAt: at(10),
    shippingAddress: { ...incoming.shippingAddress!, street: 'Neu 2' },
  };
  const wantsOut = { ...moved, channelUpdatedAt: at(11), cancelRequest: { by: 'BUYER', reason: null } };
  const shipped = { ...wantsOut, channelUpdatedAt: at(12), status: 'shipped' as const };
  const reports: IncomingOrder[] = [pending, unshipped, moved, wantsOut, shipped];
  const ends = new Set(permutations(reports).map((sequence) => JSON.stringify(endOf(sequence))));
  expect([...ends].map((end) => JSON.parse(end))).toEqual([
    { status: 'shipped', street: 'Neu 2', wantsOut: true, updatedAt: at(12).toISOString() },
  ]);
});

const permutations = <T>(of: T[]): T[][] =>
  of.length < 2 ? [of] : of.flatMap((one, n) => permutations(of.toSpliced(n, 1)).map((rest) => [one, ...rest]));

/** What the channel's facts of an order are after a sequence of reports. */
function endOf([first, ...rest]: IncomingOrder[]): object {
  const order = {
    ...stored,
    channelStatus: first!.status,
    channelUpdatedAt: first!.channelUpdatedAt,
    channelAddress: first!.shippingAddress,
    addressAt: first!.shippingAddress && first!.channelUpdatedAt,
    cancelRequestedAt: first!.cancelRequest ? new Date() : null,
  };
  for (const report of rest) {
    const { late, changes } = decideChange(order, report);
    if (!late) order.channelUpdatedAt = report.channelUpdatedAt;
    if (changes.includes('status')) order.channelStatus = report.status;
    if (changes.includes('address'))
      Object.assign(order, { channelAddress: report.shippingAddress, addressAt: report.channelUpdatedAt });
    if (changes.includes('cancelRequest')) order.cancelRequestedAt = new Date();
  }
  return {
    status: order.channelStatus,
    street: order.channelAddress?.street,
    wantsOut: order.cancelRequestedAt !== null,
    updatedAt: order.channelUpdatedAt,
  };
}

test('a status goes forward only', () => {
  const shipped = { ...stored, channelStatus: 'shipped' as const };
  expect(decideChange(shipped, later({ status: 'unshipped' })).changes).toEqual([]);
});

test('pending becomes ready when it is unshipped and its address is known', () => {
  const pending = { ...stored, channelStatus: 'pending' as const, channelAddress: null };
  expect(decideChange(pending, later({})).ready).toBe(true);
  expect(decideChange(pending, later({ shippingAddress: null })).ready).toBe(false);
});

test('a cancellation is followed until the carrier has the data, then a person is told', () => {
  expect(decideChange(stored, later({ status: 'cancelled' })).cancel).toBe(true);
  expect(decideChange({ ...stored, station: 'held', heldAt: 'routed' }, later({ status: 'cancelled' })).cancel).toBe(
    true,
  );
  expect(decideChange({ ...stored, station: 'transmitted' }, later({ status: 'cancelled' }))).toMatchObject({
    cancel: false,
    tooLate: 'cancelled_after_transmission',
  });
});

test('a changed address after transmission is not applied silently', () => {
  const shippingAddress = { ...incoming.shippingAddress!, street: 'Anders 1' };
  expect(decideChange({ ...stored, station: 'transmitted' }, later({ shippingAddress })).tooLate).toBe(
    'address_changed_late',
  );
  expect(decideChange(stored, later({ shippingAddress }))).toMatchObject({ changes: ['address'], tooLate: null });
});
