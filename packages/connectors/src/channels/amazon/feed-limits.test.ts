import { expect, test } from 'vitest';
import { cancel, feedServer, invoice, refund } from './feeds.testing.ts';

test('a feed whose turn is far off costs no other call', async () => {
  await using amazon = await feedServer();
  for (let n = 0; n < 14; n += 1) await amazon.channel.submit(cancel);
  await expect(amazon.channel.submit(cancel)).rejects.toMatchObject({ busy: true, arrived: 'no', retryAfter: 121 });
  expect(amazon.asked('/2021-06-30/documents')).toHaveLength(14);
  expect(amazon.asked('/2021-06-30/feeds')).toHaveLength(14);
});

test('however many invoices wait, a refund and a cancellation are handed in at once', async () => {
  await using amazon = await feedServer();
  const submitted: string[] = [];
  const refusals: unknown[] = [];
  const hand = (submission: typeof invoice | typeof refund | typeof cancel) =>
    amazon.channel.submit(submission).then(
      () => submitted.push(submission.kind),
      (error: unknown) => refusals.push(error),
    );
  for (let n = 0; n < 30; n += 1) await hand(invoice);
  for (let n = 0; n < 10; n += 1) await hand(refund);
  for (let n = 0; n < 10; n += 1) await hand(cancel);
  const of = (kind: string): number => submitted.filter((each) => each === kind).length;
  expect([of('invoice'), of('refund'), of('cancel')]).toEqual([8, 3, 3]);
  expect(refusals).toEqual(Array.from({ length: 36 }, () => expect.objectContaining({ busy: true })));
});
