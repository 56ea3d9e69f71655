import { expect, test } from 'vitest';
import { changedPart, withPatch } from './change-policy.ts';
import { defaultPolicy } from './channel-policy.ts';
import { consequencesOf } from './policy-consequences.ts';

const amazon = defaultPolicy('amazon');
const shop = defaultPolicy('shop');
const mails = (mail: Partial<typeof amazon.mails>) => ({ ...amazon.mails, ...mail });

test('the defaults have no consequence that anybody must be warned of', () => {
  expect(consequencesOf('amazon', amazon)).toEqual([]);
  expect(consequencesOf('shop', shop)).toEqual([]);
});

test.each([
  ['an order confirmation to a buyer of Amazon', { mails: mails({ received: true }) }, ['mails_forbidden']],
  ['a shipping confirmation to a buyer of Amazon', { mails: mails({ shipped: true }) }, ['mails_forbidden']],
  ['an invoice mail beside the upload', { mails: mails({ invoice: true }) }, ['invoice_twice']],
  ['no upload and no mail', { invoiceUpload: 'none' }, ['invoice_not_delivered', 'business_without_upload']],
  ['an upload for businesses alone', { invoiceUpload: 'business' }, ['private_without_upload']],
  ['nobody asks for a review', { reviewRequest: 'none' }, ['review_not_requested']],
  ['no invoice for FBA', { invoiceMarketplaceFulfilled: false }, ['marketplace_fulfilled_without_invoice']],
  ['not paid by the channel', { paidByChannel: false }, ['invoice_says_open']],
] as const)('%s', (_name, patch, expected) => {
  expect(consequencesOf('amazon', { ...amazon, ...patch })).toEqual(expected);
});

test('a shop may write what it likes', () => {
  expect(consequencesOf('shop', { ...shop, mails: { received: true, shipped: true, invoice: true } })).toEqual([]);
});

test('a patch changes what it names; the difference names the same', () => {
  const after = withPatch(amazon, { mails: { received: true }, invoiceUpload: 'business', reviewRequest: null });
  expect(after).toEqual({ ...amazon, mails: mails({ received: true }), invoiceUpload: 'business' });
  expect(changedPart(amazon, after)).toEqual({
    before: { 'mails.received': false, invoiceUpload: 'all' },
    after: { 'mails.received': true, invoiceUpload: 'business' },
  });
  expect(changedPart(amazon, amazon)).toBeNull();
});

test.each([{ personalDataWithinHours: 0 }, { personalDataWithinHours: 169 }, { warnBeforeShipByHours: 1.5 }])(
  '%j is outside the bounds',
  (patch) => {
    expect(() => withPatch(amazon, patch)).toThrow('policy_invalid');
  },
);
