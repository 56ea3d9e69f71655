import { afterAll, beforeEach, expect, test } from 'vitest';
import { Population } from '../population/live.ts';
import { openBareWorld } from '../testing.ts';
import { accounts } from './accounts.ts';
import { Ledger } from './ledger.ts';
import { changeOrder } from './order-store.ts';
import { Settlements, type ClosedSettlement } from './settlements.ts';

const { world, close } = openBareWorld();
const ledger = new Ledger(world);
const settlements = new Settlements(world, ledger);
const population = new Population(world);
afterAll(close);

/** An order that has gone out. */
function sell(): string {
  const id = population.order('plain');
  changeOrder(world, id, ['UNSHIPPED'], ({ order }) => {
    order.fulfillment!.fulfillmentStatus = 'SHIPPED';
    for (const item of order.orderItems)
      item.fulfillment = { quantityFulfilled: item.quantityOrdered, quantityUnfulfilled: 0 };
  });
  return id;
}
const settle = (): ClosedSettlement => settlements.close(accounts[0])!;

interface Row {
  type: string;
  order: string;
  description: string;
  cents: number;
}
const cents = (text: string): number => Math.round(Number(text.replace(',', '.')) * 100);

/** A settlement's file: its stated total, its rows, and how it writes a day. */
function read({ documentId }: ClosedSettlement): { total: number; start: string; rows: Row[] } {
  const [titles, head, ...lines] = Buffer.from(settlements.file(documentId)!)
    .toString('latin1')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split('\t'));
  const cell = (line: string[], title: string): string => line[titles!.indexOf(title)]!;
  return {
    total: cents(cell(head!, 'total-amount')),
    start: cell(head!, 'settlement-start-date'),
    rows: lines.map((line) => ({
      type: cell(line, 'transaction-type'),
      order: cell(line, 'order-id'),
      description: cell(line, 'amount-description'),
      cents: cents(cell(line, 'amount')),
    })),
  };
}
const sum = (rows: Row[]): number => rows.reduce((total, row) => total + row.cents, 0);
const of = (settlement: ClosedSettlement, description: string): number =>
  sum(read(settlement).rows.filter((row) => row.description === description));

beforeEach(() => {
  // The first settlement of an account holds the fee of the month and no fault.
  sell();
  settle();
});

test.each([
  ['settlementGerman', /^\d\d\.\d\d\.\d{4} /],
  ['settlementEnglish', /^\d{4}-\d\d-\d\d /],
] as const)('%s writes two settlements in a row in that language', (name, day) => {
  world.faults.switch({ [name]: 2 });
  for (const _ of [1, 2]) {
    sell();
    expect(read(settle()).start).toMatch(day);
  }
});

test('settlementSplit pays a sale in two settlements, whose parts are what it would have been', () => {
  const id = sell();
  const whole = ledger.ofOrder(id).flatMap(({ rows }) => rows);
  world.faults.switch({ settlementSplit: true });
  const parts = [settle(), settle()].map((settlement) => read(settlement).rows.filter((row) => row.order === id));
  expect(parts.map((rows) => rows.length > 0)).toEqual([true, true]);
  expect(parts.flat().map((row) => [row.description, row.cents])).toEqual(
    whole.map((row) => [row.description, row.cents]),
  );
});

test('settlementReserve holds back what is asked; the next one gives it back', () => {
  world.faults.switch({ settlementReserve: { value: 777 } });
  sell();
  expect(of(settle(), 'Current Reserve Amount')).toBe(-777);
  sell();
  expect(of(settle(), 'Previous Reserve Amount Balance')).toBe(777);
});

test.each([
  ['settlementRefund', 'Refund'],
  ['settlementChargeback', 'Chargeback Refund'],
] as const)('%s gives all of a sale back', (name, type) => {
  const id = sell();
  world.faults.switch({ [name]: true });
  const { rows } = read(settle());
  const prices = ['Principal', 'Tax', 'Shipping', 'ShippingTax'];
  const paid = rows.filter((row) => row.order === id && row.type === 'Order' && prices.includes(row.description));
  const back = rows.filter((row) => row.order === id && row.type === type && prices.includes(row.description));
  expect(sum(paid)).toBeGreaterThan(0);
  expect(sum(back)).toBe(-sum(paid));
});

test('settlementFee books the fee of the month', () => {
  sell();
  expect(of(settle(), 'Subscription Fee')).toBe(0);
  world.faults.switch({ settlementFee: true });
  sell();
  expect(of(settle(), 'Subscription Fee')).toBe(-4_641);
});

test('settlementSumWrong states a cent too much, settlementUnknownType adds types that nobody knows', () => {
  world.faults.switch({ settlementSumWrong: true });
  sell();
  const wrong = read(settle());
  expect(wrong.total - sum(wrong.rows)).toBe(1);
  world.faults.switch({ settlementUnknownType: true });
  sell();
  const strange = read(settle());
  expect(strange.rows.filter(({ type }) => type === 'Regulatory Charge')).toHaveLength(2);
  expect(strange.total).toBe(sum(strange.rows));
});
