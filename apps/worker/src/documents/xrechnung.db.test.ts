import { checkEInvoice } from '@kontor/connectors/formats/e-invoice/check-e-invoice';
import { Document } from '@kontor/domain/documents/document.entity';
import { Effect } from '@kontor/domain/effects/effect.entity';
import { intendEffects } from '@kontor/domain/effects/intend-effects';
import { performEffects } from '@kontor/domain/effects/perform-effects';
import { issueInvoices } from '@kontor/domain/invoices/issue-invoices';
import { writeXRechnung } from '@kontor/domain/invoices/write-xrechnung';
import { transact } from '@kontor/domain/kernel/transact';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Work } from '../handle.ts';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { printPractice } from './print.practice.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

/** An issued invoice of a company with that phone. */
async function issued(phone: string | null): Promise<{ number: string; orderId: string }> {
  await world.rows('update company set phone = ?', [phone]);
  const order = anIncomingOrder({ status: 'shipped', fulfilledBy: 'marketplace' });
  await importOrders(world.ctx(), { channelId: world.channelId, orders: [order], unreadable: [], cursor: null });
  const [row] = await world.rows<{ id: string }>('select id from sales_order where channel_order_id = ?', [
    order.channelOrderId,
  ]);
  await issueInvoices(world.ctx(), [row!.id], checkEInvoice);
  const [invoice] = await world.rows<{ number: string }>('select number from invoice where order_id = ?', [row!.id]);
  return { number: invoice!.number, orderId: row!.id };
}

const effectOf = (number: string, syntax: string) =>
  world.ctx().em.findOne(Effect, { kind: 'print', key: `xrechnung_${syntax}:${number}` });
const stored = (number: string) => world.ctx().em.count(Document, { number });
const work = { connections: {}, newContext: () => world.ctx() } as unknown as Work;

test.each(['cii', 'ubl'] as const)('an XRechnung in %s is stored once it is checked', async (syntax) => {
  const { number } = await issued('+49 40 1234567');
  await writeXRechnung(world.ctx('staff:1'), { number, syntax }, checkEInvoice);
  await performEffects(world.ctx(), printPractice(work), [(await effectOf(number, syntax))!.id]);
  expect((await effectOf(number, syntax))!.state).toBe('done');
  expect(await stored(number)).toBe(1);
});

test('who asks for an XRechnung that would break a rule is told which, and nothing is intended', async () => {
  const { number } = await issued(null);
  await expect(writeXRechnung(world.ctx('staff:1'), { number, syntax: 'ubl' }, checkEInvoice)).rejects.toMatchObject({
    code: 'xrechnung_invalid',
    details: { broken: ['XRechnung UBL: BR-DE-6'] },
  });
  expect(await effectOf(number, 'ubl')).toBeNull();
});

test('one that was asked for before the check is not stored either: it is a ticket', async () => {
  const { number, orderId } = await issued(null);
  const key = `xrechnung_ubl:${number}`;
  const intent = { document: 'xrechnung_ubl', number };
  await transact(world.ctx(), (tx) => intendEffects(tx, [{ kind: 'print', key, orderId, intent }]));
  const { id } = (await effectOf(number, 'ubl'))!;
  await performEffects(world.ctx(), printPractice(work), [id]);
  expect(await effectOf(number, 'ubl')).toMatchObject({ state: 'failed', lastError: 'XRechnung UBL: BR-DE-6' });
  expect(await stored(number)).toBe(0);
  const tickets = await world.rows(
    `select kind from ticket where order_id = ? and cause like 'effect:%' and closed_at is null`,
    [orderId],
  );
  expect(tickets).toHaveLength(1);
});
