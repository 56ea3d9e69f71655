import { checkEInvoice } from '@kontor/connectors/formats/e-invoice/check-e-invoice';
import { createHash } from 'node:crypto';
import { createExport, isRepeatable } from '@kontor/domain/accounting/create-export';
import { checkExtf } from '@kontor/domain/accounting/datev/check-extf';
import { AccountingFile, type AccountingExport } from '@kontor/domain/accounting/export.entity';
import { previewExport } from '@kontor/domain/accounting/exported-entries';
import { setAccounting } from '@kontor/domain/accounting/set-accounting';
import { creditInvoice } from '@kontor/domain/invoices/credit-invoices';
import { undoBooking } from '@kontor/domain/settlements/undo-booking';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settle, sold } from '../settlements/statements.testing.ts';
import { openTestWorld, type TestWorld } from '../testing.ts';

let world: TestWorld;
const year = { from: '2026-01-01', to: '2026-12-31' };
const clerk = () => world.ctx('staff:1');
beforeAll(async () => {
  world = await openTestWorld();
  const orderId = await sold(world);
  await world.settle();
  await settle(
    world,
    [
      { orderId, amountCents: 3_986 },
      { orderId, amountType: 'ItemFees', amountDescription: 'Commission', amountCents: -598 },
      { transactionType: 'other-transaction', amountDescription: 'Subscription Fee', amountCents: -3_900 },
      { transactionType: 'other-transaction', amountDescription: 'Current Reserve Amount', amountCents: -100 },
    ],
    { startsAt: new Date('2026-12-01T00:00:00Z'), endsAt: new Date('2026-12-08T00:00:00Z') },
  );
});
afterAll(() => world.close());

const filesOf = async ({ id }: AccountingExport) =>
  (await world.ctx().em.find(AccountingFile, { exportId: id }, { populate: ['bytes'], orderBy: { name: 'asc' } })).map(
    ({ id: fileId, name, bytes, sha256 }) => ({ fileId, name, bytes: new Uint8Array(bytes!), sha256 }),
  );

let first: AccountingExport;

test('months are files of their own; each holds what the ledger holds, account by account', async () => {
  const preview = await previewExport(world.ctx().em, { format: 'datev', ...year });
  expect(preview).toEqual([
    { month: '2026-11', currency: 'EUR', entries: 1, sumCents: 3_986 },
    { month: '2026-12', currency: 'EUR', entries: 5, sumCents: 612 + 3_986 + 598 + 3_900 + 100 },
  ]);
  first = await createExport(clerk(), { format: 'datev', ...year });
  const files = await filesOf(first);
  expect(files.map(({ name }) => name)).toEqual([
    'EXTF_Buchungsstapel_2026-11.csv',
    'EXTF_Buchungsstapel_2026-12.csv',
    'EXTF_Debitoren_2026-01-01_2026-12-31.csv',
  ]);
  for (const { bytes, sha256 } of files) expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  expect(checkExtf(files[0]!.bytes).balances).toEqual(
    new Map([
      ['10000', 3_986],
      ['8400', -3_986],
    ]),
  );
  // The payout is negative here: what is owed to the channel.
  expect(Object.fromEntries(checkExtf(files[1]!.bytes).balances)).toEqual({
    '1370': 0,
    '10000': -3_986,
    '4760': 598,
    '4970': 3_900,
    '1371': 100,
    '1360': -612,
  });
  const text = new TextDecoder('windows-1252').decode(files[1]!.bytes);
  expect(text.split('\r\n')[0]).toContain(';20261201;20261231;');
});

test('what was exported is never exported again, whoever asks at the same time', async () => {
  await expect(createExport(clerk(), { format: 'datev', ...year })).rejects.toMatchObject({
    code: 'nothing_to_export',
  });
  await sold(world);
  await world.settle();
  const tries = await Promise.allSettled([1, 2, 3].map(() => createExport(clerk(), { format: 'datev', ...year })));
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const [row] = await world.rows<{ n: string; all: string }>(
    'select (select count(*) from exported_entry) as n, (select count(*) from ledger_entry) as all',
  );
  expect(row!.n).toBe(row!.all);
});

test('a file can be written again from the ledger, to the byte; an export cannot be changed', async () => {
  for (const { fileId } of await filesOf(first)) expect(await isRepeatable(world.ctx(), fileId)).toBe(true);
  await expect(world.rows('update accounting_file set name = name')).rejects.toThrow(/append-only/);
  await expect(world.rows('delete from exported_entry')).rejects.toThrow(/append-only/);
});

test('CSV is counted apart from DATEV and says the same sum', async () => {
  const made = await createExport(clerk(), { format: 'csv', ...year });
  const [file] = await filesOf(made);
  const lines = new TextDecoder().decode(file!.bytes).trim().split('\r\n');
  expect(lines[0]).toMatch(/^seq;booked_on;kind;amount/);
  expect(lines[1]).toMatch(/^\d+;2026-11-20;invoice;39\.86;EUR;receivable;revenue;10000;8400;RE-2026-100001;302-/);
  const [{ sum }] = (await world.rows<{ sum: string }>('select sum(amount_cents) as sum from ledger_entry')) as [
    { sum: string },
  ];
  expect(made.sumCents).toBe(Number(sum));
});

test('a period handed over as final takes no more bookings: what comes later counts later', async () => {
  await setAccounting(clerk(), { fixed: true, consultant: 29_098, client: 55_003, plan: 'SKR04' });
  const orderId = await sold(world);
  await world.settle();
  const november = { format: 'datev', from: '2026-11-01', to: '2026-11-30' } as const;
  await expect(createExport(clerk(), november)).rejects.toMatchObject({ code: 'period_not_over' });
  world.clock.now = new Date('2026-12-01T09:00:00Z');
  const made = await createExport(clerk(), november);
  const [batch] = await filesOf(made);
  const [head, , booking] = new TextDecoder('windows-1252').decode(batch!.bytes).split('\r\n');
  expect(head).toMatch(/;29098;55003;20260101;4;20261101;20261130;"Kontor 2026-11";"";1;0;1;"EUR";.*"04"/);
  expect(booking!.split(';').slice(6, 8)).toEqual(['10000', '4400']);
  world.clock.now = new Date('2026-12-20T09:00:00Z');
  await settle(world, [{ orderId, amountCents: 3_986 }], { endsAt: new Date('2026-11-25T00:00:00Z') });
  const [match] = await world.rows<{ id: string; booked_on: string }>(
    `select id, booked_on from ledger_booking where kind = 'match' order by id desc limit 1`,
  );
  expect(match!.booked_on).toBe('2026-12-20');
  await undoBooking(clerk(), match!.id);
  world.clock.now = new Date('2027-01-02T09:00:00Z');
  const late = await createExport(clerk(), { format: 'datev', from: '2026-12-01', to: '2026-12-31' });
  const [undone] = await filesOf(late);
  expect(checkExtf(undone!.bytes).balances.get('10000')).toBe(0);
});

test('a credit note names its invoice in the batch', async () => {
  const [invoice] = await world.rows<{ id: string; number: string }>('select id, number from invoice order by number');
  const request = { invoiceId: invoice!.id, wish: { kind: 'amount', grossCents: 500 }, reason: 'goodwill' } as const;
  const note = await creditInvoice(clerk(), request, checkEInvoice);
  await world.settle();
  world.clock.now = new Date('2027-02-01T09:00:00Z');
  const made = await createExport(clerk(), { format: 'datev', from: '2027-01-01', to: '2027-01-31' });
  const [batch] = await filesOf(made);
  const lines = new TextDecoder('windows-1252').decode(batch!.bytes).split('\r\n');
  const line = lines.find((of) => of.includes(note.number))!.split(';');
  expect([line[10], line[11], line[22], line[23]]).toEqual(
    [note.number, invoice!.number.slice(-12), 'Rechnung', invoice!.number].map((value) => `"${value}"`),
  );
});

test('settings that DATEV does not take are refused by name', async () => {
  await expect(setAccounting(clerk(), { consultant: 7, numbers: { clearing: 'abc' } })).rejects.toMatchObject({
    code: 'settings_invalid',
    details: { fields: ['numbers.clearing', 'consultant'] },
  });
  await expect(createExport(clerk(), { format: 'csv', from: '2026-13-01', to: '2026-12-31' })).rejects.toMatchObject({
    code: 'period_invalid',
  });
});
