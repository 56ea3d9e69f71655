import { expect, test } from 'vitest';
import { messageOf, nextTry, signedHeaders } from './message.ts';

const at = new Date('2026-11-25T08:00:00Z');

test('the signature is that of the specification', () => {
  // Example of the Standard Webhooks specification's reference libraries.
  const headers = signedHeaders(
    { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', type: 'x', body: '{"test": 2432232314}' },
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    new Date(1_614_265_330_000),
  );
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('a fact is always the same message; what is not for the outside is none', () => {
  const fact = { cursor: '77:12', type: 'InvoicePaid', orderId: 'o', data: { invoice: 'RE-1' }, at };
  expect(messageOf(fact)).toEqual({
    id: 'evt_12',
    type: 'invoice.paid',
    body: '{"type":"invoice.paid","timestamp":"2026-11-25T08:00:00.000Z","data":{"cursor":"77:12","orderId":"o","invoice":"RE-1"}}',
  });
  expect(messageOf({ ...fact, type: 'TicketOpened' })).toBeNull();
});

test('tries are farther and farther apart, then end', () => {
  const waits = Array.from({ length: 12 }, (_, n) => nextTry(n + 1, at)!.getTime() - at.getTime());
  expect(waits[0]).toBe(5_000);
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(nextTry(13, at)).toBeNull();
});
