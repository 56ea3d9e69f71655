import { createMatrixDraft, editMatrixDraft } from '@kontor/domain/carriers/draft-matrix';
import { publishMatrix } from '@kontor/domain/carriers/publish-matrix';
import { anIncomingOrder } from '@kontor/domain/testing';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { confirmPacking } from '@kontor/domain/shipments/confirm-packing';
import { collectReturns } from '@kontor/domain/shipments/shipments.jobs';
import { answersSought, watchDeadlines } from '@kontor/domain/shipments/watch-deadlines';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { AnsweringPartner, confirmation } from './partner.testing.ts';

let world: TestWorld;
let partner: AnsweringPartner;
beforeAll(async () => {
  world = await openTestWorld();
  partner = await AnsweringPartner.of(world);
  // both work from 8 to 17 in Berlin, the partner where Corpus Christi is a holiday, and have two hours
  const { id, rev, terms } = await createMatrixDraft(world.ctx('staff:anna'));
  const carriers = terms.carriers.map((carrier) => ({
    ...carrier,
    confirmWithinMinutes: 120,
    calendar: {
      weekdays: [1, 2, 3, 4, 5],
      region: carrier.code === 'NORD' ? ('BY' as const) : ('HH' as const),
      closedOn: [],
      hours: { from: '08:00', to: '17:00' },
    },
  }));
  const draft = await editMatrixDraft(world.ctx('staff:anna'), { id, expectedRev: rev, terms: { ...terms, carriers } });
  await publishMatrix(world.ctx('staff:anna'), { id, expectedRev: draft.rev });
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.now = new Date('2026-11-20T15:00:00Z');
});

const at = (time: string): void => void (world.clock.now = new Date(time));
const tickets = async (): Promise<string[]> =>
  (
    await world.rows<{ line: string }>(
      `select s.number || ' ' || t.status as line from ticket t join shipment s on t.cause = 'overdue:' || s.id order by s.number`,
    )
  ).map(({ line }) => line);
const isOrderLate = async (orderId: string): Promise<boolean> =>
  (await world.rows<{ overdue: boolean }>('select overdue from sales_order where id = ?', [orderId]))[0]!.overdue;
const forget = () => world.rows('delete from ticket');

test('the deadline counts working hours: Friday at four and two hours is Monday at nine', async () => {
  const [sent] = await partner.has(1);
  at('2026-11-23T08:00:00Z');
  expect(await watchDeadlines(world.ctx())).toEqual({ overdue: 0 });
  at('2026-11-23T08:00:01Z');
  expect(await watchDeadlines(world.ctx())).toEqual({ overdue: 1 });
  expect(await watchDeadlines(world.ctx())).toEqual({ overdue: 0 });
  expect(await tickets()).toEqual([`${sent!.number} open`]);
  expect(await isOrderLate(sent!.orderId)).toBe(true);
  await partner.answers(confirmation(sent!.number, 'D1'));
  expect(await tickets()).toEqual([`${sent!.number} closed`]);
  expect(await isOrderLate(sent!.orderId)).toBe(false);
  await forget();
});

test('the own warehouse has its deadline too, by its own holidays', async () => {
  at('2026-06-03T14:30:00Z');
  const heavy = [
    { channelLineId: '1', sku: 'SKU-2', title: 'Ladegerät', quantity: 9, totalCents: 9_000, shippingCents: 0 },
  ];
  const order = anIncomingOrder({ lines: heavy, totalCents: 9_000 });
  await importOrders(world.ctx(), { channelId: world.channelId, orders: [order], unreadable: [], cursor: null });
  await world.settle();
  const [packing] = await world.rows<{ id: string; number: string; due: Date }>(
    `select s.id, s.number, s.confirm_by as due from shipment s where s.state = 'packing'`,
  );
  // half an hour was left on that day; the next is a working day in Hamburg
  expect(new Date(packing!.due).toISOString()).toBe('2026-06-04T07:30:00.000Z');
  const [sent] = await partner.has(1);
  at('2026-06-04T08:00:00Z');
  await watchDeadlines(world.ctx());
  expect(await tickets()).toEqual([`${packing!.number} open`]);
  await confirmPacking(world.ctx(), {
    shipmentId: packing!.id,
    parcels: [{ trackingNumber: '00340434129322505182', parcelService: 'DHL' }],
  });
  at('2026-06-05T07:30:01Z');
  await watchDeadlines(world.ctx());
  expect(await tickets()).toEqual([`${packing!.number} closed`, `${sent!.number} open`].toSorted());
  await forget();
});

test('after six hours of standstill two workers catch up: one ticket for each that is late, none for what was answered', async () => {
  at('2026-11-24T08:00:00Z');
  const sent = await partner.has(60);
  const answered = sent.slice(0, 10);
  at('2026-11-24T16:00:00Z');
  for (const { number } of answered) await partner.sends(confirmation(number, `E-${number}`), number);
  // the answers lie there unread: nobody knows yet who is late
  expect(await watchDeadlines(world.ctx())).toEqual({ overdue: 0 });
  await world.settle();
  for (let run = 0; run < 3; run += 1)
    await Promise.all([watchDeadlines(world.ctx()), watchDeadlines(world.ctx()), world.settle()]);
  const late = sent.slice(10).map(({ number }) => `${number} open`);
  expect(await tickets()).toEqual(late.toSorted());
  expect(
    await world.rows(
      `select count(*)::int as n from history where type = 'ShipmentOverdue' group by order_id having count(*) > 1`,
    ),
  ).toEqual([]);
  await forget();
});

test('a message that nobody can read keeps no ticket back for long', async () => {
  const [sent] = await partner.has(1);
  at('2026-11-23T09:00:00Z');
  await partner.sends(confirmation('S-0', 'F1'), 'stuck');
  expect(await watchDeadlines(world.ctx())).toEqual({ overdue: 0 });
  at('2026-11-23T09:15:01Z');
  expect(await watchDeadlines(world.ctx())).toEqual({ overdue: 1 });
  expect(await tickets()).toEqual([`${sent!.number} open`]);
  await world.settle();
  await forget();
});

test('where answers are fetched, the folder is looked into first', async () => {
  await partner.has(1);
  at('2026-11-23T14:00:00Z');
  await world.rows(`insert into timer (key, job, data, every_seconds, next_at) values (?, ?, '{}', 60, now())`, [
    `${collectReturns.name}:NORD`,
    collectReturns.name,
  ]);
  await answersSought({ ...world.ctx(), now: () => new Date('2026-11-23T07:59:00Z') }, world.partner.id);
  expect(await watchDeadlines(world.ctx())).toEqual({ overdue: 0 });
  await answersSought(world.ctx(), world.partner.id);
  expect(await watchDeadlines(world.ctx())).toEqual({ overdue: 1 });
});

test('more are late than one run takes: over the following runs of two workers each gets exactly one ticket', async () => {
  await world.rows('delete from timer');
  await forget();
  at('2026-11-20T15:00:00Z');
  const sent = await partner.has(520);
  expect(sent).toHaveLength(520);
  at('2026-11-23T14:00:00Z');
  expect(await watchDeadlines(world.ctx())).toEqual({ overdue: 500 });
  const runs = await Promise.all([watchDeadlines(world.ctx()), watchDeadlines(world.ctx())]);
  expect(runs.map(({ overdue }) => overdue).toSorted((a, b) => a - b)).toEqual([0, 20]);
  expect(await watchDeadlines(world.ctx())).toEqual({ overdue: 0 });
  expect(await tickets()).toEqual(sent.map(({ number }) => `${number} open`).toSorted());
});
