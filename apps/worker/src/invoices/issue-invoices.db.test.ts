import { checkEInvoice } from '@kontor/connectors/formats/e-invoice/check-e-invoice';
import { importOrders } from '@kontor/domain/orders/import-orders';
import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import { takeVatAnswers } from '@kontor/domain/invoices/check-vat-ids';
import { issueInvoices } from '@kontor/domain/invoices/issue-invoices';
import { verifyChains } from '@kontor/domain/invoices/verify-chains';
import { watchMissingInvoices } from '@kontor/domain/invoices/watch-missing-invoices';
import { transact } from '@kontor/domain/kernel/transact';
import { resumeOrder } from '@kontor/domain/orders/resume-order';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

/** Orders the marketplace has shipped: ready to be invoiced. */
async function shipped(count: number, changes: Partial<IncomingOrder> = {}): Promise<string[]> {
  const orders = Array.from({ length: count }, () =>
    anIncomingOrder({ status: 'shipped', fulfilledBy: 'marketplace', ...changes }),
  );
  await importOrders(world.ctx(), { channelId: world.channelId, orders, unreadable: [], cursor: null });
  const wanted = `{${orders.map((order) => order.channelOrderId).join(',')}}`;
  return (await world.rows<{ id: string }>('select id from sales_order where channel_order_id = any(?)', [wanted])).map(
    (row) => row.id,
  );
}

interface Issued {
  number: string;
  gross_cents: number;
  net_cents: number;
  vat_cents: number;
  vat_case: string;
  data: { vat: object; buyerVatId: string | null; language: string };
}
const numbers = async () =>
  (await world.rows<{ number: string }>('select number from invoice order by number')).map((row) => row.number);
const invoiceOf = async (id: string): Promise<Issued | undefined> =>
  (await world.rows<Issued>('select * from invoice where order_id = ?', [id]))[0];
const stationOf = async (id: string) =>
  (await world.rows<{ station: string; hold_reasons: string[] }>('select * from sales_order where id = ?', [id]))[0]!;

const paris = {
  name: 'Claire Petit',
  company: 'Petit SARL',
  street: '1 rue X',
  postcode: '75001',
  city: 'Paris',
  country: 'FR',
};
const petit = { name: 'Claire Petit', email: 'c@example.test', company: 'Petit SARL', vatId: 'FR 40 303265045' };

test('invoices are numbered 1…N without a gap, one per order, though many issue at once and some roll back', async () => {
  const ids = await shipped(60);
  const failing = ids.slice(0, 10).map((id) =>
    transact(world.ctx(), async (tx) => {
      await issueInvoices(tx, [id], checkEInvoice);
      await tx.em.flush();
      throw new Error('the transaction fails after the number was taken');
    }).catch(() => {}),
  );
  const issuing = ids.flatMap((id) => [
    issueInvoices(world.ctx(), [id], checkEInvoice),
    issueInvoices(world.ctx(), [id], checkEInvoice),
  ]);
  await Promise.all([...failing, ...issuing]);
  await issueInvoices(world.ctx(), ids, checkEInvoice);
  const expected = Array.from({ length: 60 }, (_, index) => `RE-2026-${100_001 + index}`);
  expect(await numbers()).toEqual(expected);
  expect(await verifyChains(world.ctx())).toMatchObject([{ range: 'invoice-2026', documents: 60, broken: null }]);
});

test('the invoice carries what was sold to the cent and why it is taxed so, and nothing of it can be changed', async () => {
  const [id] = await shipped(1);
  await issueInvoices(world.ctx(), [id!], checkEInvoice);
  const invoice = (await invoiceOf(id!))!;
  expect(invoice).toMatchObject({ gross_cents: 3_986, vat_case: 'domestic' });
  expect(invoice.net_cents + invoice.vat_cents).toBe(3_986);
  expect(invoice.data.vat).toMatchObject({ case: 'domestic', shipsFrom: 'DE', country: 'DE', exempt: null });
  for (const change of [
    'gross_cents = 1',
    `issued_on = '2020-01-01'`,
    `hash = 'x'`,
    `vat_case = 'export'`,
    `data = '{}'`,
  ])
    await expect(world.rows(`update invoice set ${change} where order_id = ?`, [id])).rejects.toThrow('append-only');
  await expect(world.rows('delete from invoice where order_id = ?', [id])).rejects.toThrow('append-only');
  await expect(world.rows('truncate invoice cascade')).rejects.toThrow('append-only');
  await expect(world.rows('delete from history')).rejects.toThrow('append-only');
});

test('somebody who changes the table behind our back is found by the chain', async () => {
  await world.rows('alter table invoice disable trigger invoice_issued');
  await world.rows(`update invoice set data = jsonb_set(data, '{grossCents}', '1') where number = 'RE-2026-100007'`);
  const [report] = await verifyChains(world.ctx());
  expect(report!.broken).toEqual({ number: 'RE-2026-100007', why: 'content' });
  await world.rows(`update invoice set data = jsonb_set(data, '{grossCents}', '3986') where number = 'RE-2026-100007'`);
  await world.rows('alter table invoice enable trigger invoice_issued');
  expect((await verifyChains(world.ctx()))[0]!.broken).toBeNull();
});

test('without a recipient only a small amount is invoiced; the rest waits for a person', async () => {
  const [small] = await shipped(1, { shippingAddress: null });
  const [large] = await shipped(1, { shippingAddress: null, totalCents: 30_000 });
  await world.settle();
  expect([(await stationOf(small!)).station, (await stationOf(large!)).station]).toEqual(['invoiced', 'held']);
});

test('what breaks a rule is held with the rule, and uses up no number', async () => {
  const [bad] = await shipped(1, {
    shippingAddress: { name: 'X', street: 'Y 1', postcode: '1', city: 'Z', country: 'Deutschland' },
  });
  const before = (await numbers()).length;
  await world.settle();
  expect(await stationOf(bad!)).toMatchObject({ station: 'held', hold_reasons: ['invoice_invalid'] });
  const [ticket] = await world.rows<{ evidence: { broken: string[] } }>(
    'select evidence from ticket where order_id = ?',
    [bad],
  );
  expect(ticket!.evidence.broken).toContain('BR-11');
  const [good] = await shipped(1);
  await issueInvoices(world.ctx(), [good!], checkEInvoice);
  expect((await numbers()).length).toBe(before + 1);
  expect((await verifyChains(world.ctx()))[0]!.broken).toBeNull();
});

test('a consumer in France gets the French rate and an English invoice, a Swiss one none', async () => {
  const [french] = await shipped(1, { shippingAddress: { ...paris, company: null } });
  const [swiss] = await shipped(1, { shippingAddress: { ...paris, postcode: '8001', country: 'CH' } });
  await world.settle();
  expect(await invoiceOf(french!)).toMatchObject({ vat_case: 'oss', gross_cents: 3_986, data: { language: 'en' } });
  expect((await invoiceOf(french!))!.vat_cents).toBe(3_986 - (833 * 2 + 1_249 + 408));
  expect(await invoiceOf(swiss!)).toMatchObject({ vat_case: 'marketplace', vat_cents: 0, gross_cents: 3_986 });
});

test('without VIES a business in France waits for a person, whose word is kept as the reason', async () => {
  const [id] = await shipped(1, { shippingAddress: paris, buyer: petit });
  await world.settle();
  expect(await stationOf(id!)).toMatchObject({ station: 'held', hold_reasons: ['vat_id_unchecked'] });
  await resumeOrder(world.ctx('staff:anna'), { orderId: id! });
  await world.settle();
  const invoice = (await invoiceOf(id!))!;
  expect(invoice).toMatchObject({ vat_case: 'intra_community', vat_cents: 0, net_cents: 3_986 });
  expect(invoice.data).toMatchObject({
    buyerVatId: 'FR40303265045',
    vat: { exempt: 'K', buyerVatId: { value: 'FR40303265045', state: 'approved' } },
  });
});

test('with VIES it waits for the answer: valid is exempt, unknown is taxed, silence of a day asks a person', async () => {
  await world.rows(`update company set tax = '{"viesUrl":"http://vies.test"}'`);
  const buyer = (vatId: string) => ({ ...petit, vatId });
  const [good] = await shipped(1, { shippingAddress: paris, buyer: buyer('FR44732829320') });
  const [bad] = await shipped(1, { shippingAddress: paris, buyer: buyer('FR83404833048') });
  const [silent] = await shipped(1, { shippingAddress: paris, buyer: buyer('FR23334175221') });
  await world.settle();
  for (const id of [good, bad, silent]) expect((await stationOf(id!)).station).toBe('shipped');
  await takeVatAnswers(world.ctx(), [
    { vatId: 'FR44732829320', answer: { valid: true, consultation: 'WAPI1' } },
    { vatId: 'FR83404833048', answer: { valid: false, consultation: null } },
    { vatId: 'FR23334175221', error: 'MS_UNAVAILABLE' },
  ]);
  await world.settle();
  expect(await invoiceOf(good!)).toMatchObject({ vat_case: 'intra_community', vat_cents: 0 });
  expect(await invoiceOf(bad!)).toMatchObject({ vat_case: 'oss' });
  expect((await stationOf(silent!)).station).toBe('shipped');
  world.clock.now = new Date(world.clock.now.getTime() + 21 * 3_600_000);
  await takeVatAnswers(world.ctx(), [{ vatId: 'FR23334175221', error: 'MS_UNAVAILABLE' }]);
  await world.settle();
  expect(await stationOf(silent!)).toMatchObject({ station: 'held', hold_reasons: ['vat_id_unchecked'] });
  await world.rows('update company set tax = null');
});

test('a shipped order whose job was lost is found, told after an hour, and its ticket closes with the invoice', async () => {
  const [id] = await shipped(1);
  await world.rows(`delete from pgboss.job where name = 'invoices.issue'`);
  world.clock.now = new Date('2026-11-20T08:05:00Z');
  expect(await watchMissingInvoices(world.ctx())).toEqual({ missing: 0 });
  await world.rows(`delete from pgboss.job where name = 'invoices.issue'`);
  world.clock.now = new Date('2026-11-20T09:30:00Z');
  expect(await watchMissingInvoices(world.ctx())).toEqual({ missing: 1 });
  const open = () =>
    world.rows(`select 1 from ticket where order_id = ? and reason = 'shipped_without_invoice' and status = 'open'`, [
      id,
    ]);
  expect(await open()).toHaveLength(1);
  await world.settle();
  expect(await invoiceOf(id!)).toBeDefined();
  expect(await open()).toHaveLength(0);
});

/** Its rules hold, yet its XML would not be one. */
async function refusedBySchema(): Promise<string> {
  const [id] = await shipped(1);
  await world.rows(`update order_line set sku = chr(7) || 'SKU' where order_id = ?`, [id]);
  return id!;
}

test('what the schema alone refuses uses up no number and is a ticket; the rest of the batch goes on', async () => {
  const range = async () =>
    (await world.rows<{ last: number }>(`select last, hash from number_range where name = 'invoice-2026'`))[0]!;
  const before = await range();
  const bad = await refusedBySchema();
  await issueInvoices(world.ctx(), [bad], checkEInvoice);
  expect(await range()).toEqual(before);
  expect(await stationOf(bad)).toMatchObject({ station: 'held', hold_reasons: ['invoice_invalid'] });
  const tickets = await world.rows('select kind, reason from ticket where order_id = ?', [bad]);
  expect(tickets).toEqual([{ kind: 'hold', reason: 'invoice_invalid' }]);
  const [good] = await shipped(1);
  await issueInvoices(world.ctx(), [await refusedBySchema(), good!], checkEInvoice);
  expect((await invoiceOf(good!))!.number).toBe(`RE-2026-${before.last + 1}`);
  expect((await range()).last).toBe(before.last + 1);
});
