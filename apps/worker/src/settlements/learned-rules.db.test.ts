import { bookItem } from '@kontor/domain/settlements/clarify-items';
import { learnRule, retireRule, tryRule } from '@kontor/domain/settlements/learn-rule';
import { settlementSums } from '@kontor/domain/settlements/settlement-sums';
import { suggestionsFor } from '@kontor/domain/settlements/suggestions.queries';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { settle } from './statements.testing.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

const clerk = () => world.ctx('staff:1');
const sums = async (id: string) => (await settlementSums(world.ctx().em, [id])).get(id)!;

test('a decision becomes a rule after a dry run: rows that wait and rows that come are booked by it', async () => {
  const words = { transactionType: 'other-transaction', amountType: 'Zukunftsabgabe', amountDescription: 'Verpackung' };
  const first = await settle(world, [{ ...words, amountCents: -120 }]);
  const second = await settle(world, [{ ...words, amountDescription: ' VERPACKUNG ', amountCents: -80 }]);
  const key = { settlementId: first, itemNo: 1 };
  expect(await tryRule(world.ctx(), key)).toMatchObject({ openItems: 2, openCents: -200, rowsSoFar: 2 });
  expect((await sums(first)).open.cents).toBe(-120);
  const rule = await learnRule(clerk(), { ...key, account: 'fees_other' });
  await expect(learnRule(clerk(), { ...key, account: 'postage' })).rejects.toMatchObject({ code: 'rule_exists' });
  for (const id of [first, second]) expect(await sums(id)).toMatchObject({ open: { cents: 0 }, isBalanced: true });
  const third = await settle(world, [{ ...words, amountCents: -7 }]);
  expect(await sums(third)).toMatchObject({ open: { count: 0 }, fees: { cents: -7 }, isBalanced: true });
  await retireRule(clerk(), rule.id);
  expect((await sums(await settle(world, [{ ...words, amountCents: -9 }]))).open.cents).toBe(-9);
});

test('a rule is for unknown rows only: money of an order is matched', async () => {
  const id = await settle(world, [{ orderId: '999-0000000-0000001', amountCents: 100 }]);
  await expect(learnRule(clerk(), { settlementId: id, itemNo: 1, account: 'fees_other' })).rejects.toMatchObject({
    code: 'rule_needs_unknown_rows',
  });
});

test('rows booked by hand before are suggested to be booked so again', async () => {
  const words = { transactionType: 'other-transaction', amountType: 'Sonder', amountDescription: 'Gebühr' };
  const first = await settle(world, [{ ...words, amountCents: -50 }]);
  await bookItem(clerk(), { settlementId: first, itemNo: 1, account: 'advertising' });
  const second = await settle(world, [{ ...words, amountCents: -60 }]);
  expect((await suggestionsFor(world.ctx().em, { settlementId: second, itemNo: 1 }))[0]).toMatchObject({
    action: 'book',
    account: 'advertising',
    reasons: ['booked_before'],
  });
});
