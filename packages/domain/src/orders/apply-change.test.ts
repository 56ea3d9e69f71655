import { expect, test } from 'vitest';
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
};
const later = (change: object) => ({ ...incoming, channelUpdatedAt: new Date('2026-11-21T00:00:00Z'), ...change });

test('the same report again changes nothing', () => {
  expect(decideChange(stored, incoming).changes).toEqual([]);
});

test('an older report is late, whatever it says', () => {
  const early = { ...incoming, status: 'cancelled' as const, channelUpdatedAt: new Date('2026-11-01T00:00:00Z') };
  expect(decideChange(stored, early)).toMatchObject({ late: true, changes: [], cancel: false });
});

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
