import { newId } from '@kontor/domain/kernel/id';
import { Order } from '@kontor/domain/orders/order.entity';
import { Parcel, Shipment } from '@kontor/domain/shipments/shipment.entity';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
const numbers = ['S-1', 'S-2', 'S-3', 'S-4'];

/** One shipment waits, one is overdue, one cannot be packed, one is gone with two parcels. */
beforeAll(async () => {
  api = await openTestApi();
  await api.place(...numbers.map(() => anIncomingOrder()));
  const { em } = api.ctx();
  const orders = await em.find(Order, {}, { orderBy: { number: 'asc' } });
  const states = ['transmitted', 'transmitted', 'packing', 'shipped'] as const;
  for (const [index, number] of numbers.entries()) {
    const shipment = em.create(Shipment, {
      id: newId(),
      number,
      orderId: orders[index]!.id,
      carrierId: index === 2 ? api.own.id : api.partner.id,
      serviceCode: 'paket',
      serviceName: 'Paket',
      parcelService: 'DHL',
      state: states[index]!,
      overdue: index === 1,
      problem: index === 2 ? 'item_missing' : null,
      createdAt: new Date(Date.UTC(2026, 10, 20, 8, index)),
    });
    if (index === 3)
      for (const trackingNumber of ['TRACK_1', 'TRACKX1'])
        em.create(Parcel, {
          id: newId(),
          shipmentId: shipment.id,
          trackingNumber,
          parcelService: 'DHL',
          shippedAt: new Date(),
        });
  }
  await em.flush();
});
afterAll(() => api.close());

async function listed(filter: object, first = 10, after: string | null = null) {
  const { data } = await api.graphql<{
    shipments: { totalCount: number; edges: { node: { number: string } }[]; pageInfo: { endCursor: string } };
  }>(
    `query L($filter: ShipmentFilter, $first: Int, $after: String) { shipments(filter: $filter, first: $first, after: $after) {
       totalCount edges { node { number order { number } } } pageInfo { hasNextPage endCursor } } }`,
    { filter, first, after },
  );
  const { edges, totalCount, pageInfo } = data!.shipments;
  return { numbers: edges.map(({ node }) => node.number), totalCount, end: pageInfo.endCursor };
}

test('the list shows the newest first, page by page, and each view what it says', async () => {
  const first = await listed({}, 3);
  const second = await listed({}, 3, first.end);
  expect([...first.numbers, ...second.numbers]).toEqual(['S-4', 'S-3', 'S-2', 'S-1']);
  expect((await listed({ states: ['transmitted'], overdue: false })).numbers).toEqual(['S-1']);
  expect((await listed({ overdue: true })).numbers).toEqual(['S-2']);
  expect((await listed({ problem: true })).numbers).toEqual(['S-3']);
  expect((await listed({ carrierId: api.own.id })).numbers).toEqual(['S-3']);
});

test('a shipment is found by parts of its own, its order’s and its tracking number, taken literally', async () => {
  const [{ number }] = (await api
    .ctx()
    .em.execute(`select o.number from sales_order o join shipment s on s.order_id = o.id where s.number = 'S-2'`)) as [
    { number: string },
  ];
  expect((await listed({ search: number.toLowerCase() })).numbers).toEqual(['S-2']);
  expect(await listed({ search: 'rack_' })).toMatchObject({ numbers: ['S-4'], totalCount: 1 });
  expect((await listed({ search: 'k_x' })).numbers).toEqual([]);
  expect((await listed({ search: 's-', states: ['shipped'] })).numbers).toEqual(['S-4']);
});
