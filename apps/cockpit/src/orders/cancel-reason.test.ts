import { expect, test } from 'vitest';
import { cancelReasonOf } from './cancel-reason.ts';

test('the channel is told what the order was held for', () => {
  expect(cancelReasonOf(['no_stock', 'cancel_requested'])).toBe('buyer_cancelled');
  expect(cancelReasonOf(['no_stock'])).toBe('no_stock');
  expect(cancelReasonOf(['incomplete_address'])).toBe('address_undeliverable');
  expect(cancelReasonOf(['remark'])).toBe('other');
});
