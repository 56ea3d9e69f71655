import { PDFDocument } from '@cantoo/pdf-lib';
import { Document } from '@kontor/domain/documents/document.entity';
import { newId } from '@kontor/domain/kernel/id';
import { Shipment } from '@kontor/domain/shipments/shipment.entity';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, password, type TestApi } from '../testing.ts';

let api: TestApi;
let shipments: Shipment[];
beforeAll(async () => {
  api = await openTestApi();
  await api.place(anIncomingOrder(), anIncomingOrder());
  await api.ctx().em.execute(`update product set gtin = '4006381333931', bin = 'B-12' where sku = 'SKU-1'`);
  const orders = (await api.ctx().em.execute('select id from sales_order order by number')) as { id: string }[];
  shipments = await Promise.all(orders.map(({ id }, n) => pack(id, n)));
});
afterAll(() => api.close());

/** A shipment in the own warehouse; the second is more urgent than the first. */
async function pack(orderId: string, n: number): Promise<Shipment> {
  const { em } = api.ctx();
  const shipment = em.create(Shipment, {
    id: newId(),
    number: `S-${n + 1}`,
    orderId,
    carrierId: api.own.id,
    serviceCode: 'paket',
    serviceName: 'Paket',
    parcelService: 'DHL',
    deliveryNoteNumber: `LS-${n + 1}`,
    state: 'packing',
    confirmBy: new Date(Date.UTC(2026, 10, 25, 12 - n)),
    createdAt: new Date(),
  });
  await em.execute(`update sales_order set station = 'transmitted', delivery_note_number = ? where id = ?`, [
    `LS-${n + 1}`,
    orderId,
  ]);
  const pdf = await PDFDocument.create();
  pdf.addPage();
  const bytes = await pdf.save();
  const file = { mediaType: 'application/pdf', bytes, size: bytes.length, sha256: `${n}`, createdAt: new Date() };
  em.create(Document, { id: newId(), kind: 'delivery_note', number: `LS-${n + 1}`, orderId, ...file });
  await em.flush();
  return shipment;
}

const ask = async <Data>(query: string, variables: object = {}, role?: string): Promise<Data> => {
  const headers = role ? { cookie: await cookieOf(role) } : undefined;
  const { data, errors } = await api.graphql<Data>(query, variables, headers);
  if (errors) throw new Error(errors[0]!.extensions.rejection ?? errors[0]!.extensions.code);
  return data!;
};
const cookieOf = async (role: string): Promise<string> =>
  (await api.signIn(`${role}@kontor.test`, password)).headers.get('set-cookie')!.split(';')[0]!;

test('the queue shows the most urgent first, with what to scan and where it lies', async () => {
  const { packingQueue, packingCount } = await ask<{
    packingQueue: { number: string; items: object[] }[];
    packingCount: number;
  }>('{ packingCount packingQueue { number items { sku quantity gtin bin } } }');
  expect([packingCount, packingQueue.map(({ number }) => number)]).toEqual([2, ['S-2', 'S-1']]);
  expect(packingQueue[0]!.items).toEqual([
    { sku: 'SKU-1', quantity: 2, gtin: '4006381333931', bin: 'B-12' },
    { sku: 'SKU-2', quantity: 1, gtin: null, bin: null },
  ]);
});

test('one way through the warehouse fetches for all', async () => {
  const query =
    'query($ids: [ID!]!) { pickList(shipmentIds: $ids) { sku bin quantity shipments { number quantity } } }';
  const { pickList } = await ask<{ pickList: object[] }>(query, { ids: shipments.map(({ id }) => id) });
  const each = (quantity: number) => ['S-1', 'S-2'].map((number) => ({ number, quantity }));
  expect(pickList).toEqual([
    { sku: 'SKU-1', bin: 'B-12', quantity: 4, shipments: each(2) },
    { sku: 'SKU-2', bin: null, quantity: 2, shipments: each(1) },
  ]);
});

test.each(['S-1', ' ls-1 ', 'order'])('the paper with %s opens its shipment', async (code) => {
  const [{ number }] = (await api.ctx().em.execute('select min(number) as number from sales_order')) as [
    { number: string },
  ];
  const query = 'query($code: String!) { shipmentByCode(code: $code) { number } }';
  expect(await ask(query, { code: code === 'order' ? number : code })).toEqual({ shipmentByCode: { number: 'S-1' } });
  expect(await ask(query, { code: 'nothing' })).toEqual({ shipmentByCode: null });
});

test('all delivery notes come in one file, in the order asked for; strangers get none', async () => {
  const at = `${api.url}/delivery-notes?shipments=${shipments.map(({ id }) => id).join(',')}`;
  const answer = await fetch(at, { headers: { authorization: `Bearer ${api.token}` } });
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect((await PDFDocument.load(await answer.arrayBuffer())).getPageCount()).toBe(2);
  expect((await fetch(at)).status).toBe(401);
  const wrong = await fetch(`${api.url}/delivery-notes?shipments=1`, {
    headers: { authorization: `Bearer ${api.token}` },
  });
  expect(wrong.status).toBe(400);
});

test('a problem opens one ticket, which closes itself when the shipment is packed after all', async () => {
  const [shipment] = shipments as [Shipment];
  const report = `mutation($input: ReportPackingProblemInput!) { reportPackingProblem(input: $input) { problem } }`;
  const input = { shipmentId: shipment.id, problem: 'item_missing', sku: 'SKU-1' };
  await expect(ask(report, { input }, 'reader')).rejects.toThrow('FORBIDDEN');
  expect(await ask(report, { input }, 'warehouse')).toEqual({ reportPackingProblem: { problem: 'item_missing' } });
  await ask(report, { input: { ...input, problem: 'item_damaged', note: 'Karton offen' } }, 'warehouse');
  const tickets = () =>
    api.ctx().em.execute(`select reason, status, evidence ->> 'note' as note from ticket where kind = 'packing'`);
  expect(await tickets()).toEqual([{ reason: 'packing_item_damaged', status: 'open', note: 'Karton offen' }]);
  const parcels = [{ trackingNumber: '00340434129322505182', parcelService: 'DHL' }];
  await ask('mutation($input: ConfirmPackingInput!) { confirmPacking(input: $input) { problem } }', {
    input: { shipmentId: shipment.id, parcels },
  });
  expect(await tickets()).toMatchObject([{ status: 'closed' }]);
  await expect(ask(report, { input }, 'warehouse')).rejects.toThrow('shipment_not_packing');
});

test('a part leaves with its own label; the rest waits as the shipment it was, until it leaves, too', async () => {
  await api.place(anIncomingOrder());
  const [{ id: orderId }] = (await api.ctx().em.execute('select id from sales_order order by number desc limit 1')) as [
    { id: string },
  ];
  const { id: shipmentId } = await pack(orderId, 7);
  const { em } = api.ctx();
  for (const [sku, quantity] of [
    ['SKU-1', 2],
    ['SKU-2', 1],
  ] as const)
    await em.execute(
      `insert into reservation (order_id, sku, quantity, carrier_id, shipment_id) values (?, ?, ?, ?, ?)
       on conflict (order_id, sku, part) do update set carrier_id = excluded.carrier_id, shipment_id = excluded.shipment_id`,
      [orderId, sku, quantity, api.own.id, shipmentId],
    );
  const shelf = async () =>
    (
      (await em.execute(`select sku, on_hand as n from stock where carrier_id = ? order by sku`, [api.own.id])) as {
        n: number;
      }[]
    ).map(({ n }) => n);
  const before = await shelf();
  const confirm = (items: object[] | null, trackingNumber: string) =>
    ask<{ confirmPacking: { state: string; items: object[] } }>(
      'mutation($input: ConfirmPackingInput!) { confirmPacking(input: $input) { state mayDivide items { sku quantity } } }',
      { input: { shipmentId, items, parcels: [{ trackingNumber, parcelService: 'DHL' }] } },
      'warehouse',
    );
  await expect(confirm([{ sku: 'SKU-1', quantity: 3 }], 'P1')).rejects.toThrow('packed_not_in_shipment');
  await expect(confirm([], 'P1')).rejects.toThrow('packed_not_in_shipment');
  for (const _again of [1, 2])
    expect((await confirm([{ sku: 'SKU-1', quantity: 1 }], 'P1')).confirmPacking).toEqual({
      state: 'packing',
      mayDivide: true,
      items: [
        { sku: 'SKU-1', quantity: 1 },
        { sku: 'SKU-2', quantity: 1 },
      ],
    });
  const notes = (await em.execute(
    'select state, delivery_note_number as note from shipment where order_id = ? order by delivery_note_number',
    [orderId],
  )) as object[];
  expect(notes).toEqual([
    { state: 'shipped', note: 'LS-8.1' },
    { state: 'packing', note: 'LS-8.2' },
  ]);
  const paper = 'query($code: String!) { shipmentByCode(code: $code) { deliveryNoteNumber } }';
  for (const code of ['LS-8', 'LS-8.2'])
    expect(await ask(paper, { code })).toEqual({ shipmentByCode: { deliveryNoteNumber: 'LS-8.2' } });
  const left = async () => (await shelf()).map((n, at) => before[at]! - n);
  expect(await left()).toEqual([1, 0]);
  const { pickList } = await ask<{ pickList: { quantity: number }[] }>(
    'query($ids: [ID!]!) { pickList(shipmentIds: $ids) { quantity } }',
    { ids: [shipmentId] },
  );
  expect(pickList.map(({ quantity }) => quantity)).toEqual([1, 1]);
  const station = async () => (await em.execute('select station from sales_order where id = ?', [orderId]))[0];
  expect(await station()).toEqual({ station: 'transmitted' });
  await confirm(null, 'P2');
  expect(await station()).toEqual({ station: 'shipped' });
  expect(await left()).toEqual([2, 1]);
  expect(await em.execute('select 1 from reservation where order_id = ?', [orderId])).toEqual([]);
  expect(
    await em.execute(
      `select p.tracking_number as label from parcel p join shipment s on s.id = p.shipment_id where s.order_id = ? order by 1`,
      [orderId],
    ),
  ).toEqual([{ label: 'P1' }, { label: 'P2' }]);
});

test('where the channel takes no parts, nothing is divided', async () => {
  await api.place(anIncomingOrder());
  const { em } = api.ctx();
  const [{ id }] = (await em.execute('select id from sales_order order by number desc limit 1')) as [{ id: string }];
  const { id: shipmentId } = await pack(id, 8);
  await em.execute(`update channel set policy = policy || '{"splitShipments": false}'`);
  const input = {
    shipmentId,
    items: [{ sku: 'SKU-2', quantity: 1 }],
    parcels: [{ trackingNumber: 'P3', parcelService: '' }],
  };
  await expect(
    ask('mutation($input: ConfirmPackingInput!) { confirmPacking(input: $input) { state } }', { input }),
  ).rejects.toThrow('shipment_not_divisible');
  expect(await em.execute('select 1 from shipment where order_id = ?', [id])).toHaveLength(1);
});
