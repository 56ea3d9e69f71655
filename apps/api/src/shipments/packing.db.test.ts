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
