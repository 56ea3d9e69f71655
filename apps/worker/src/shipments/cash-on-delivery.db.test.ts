import { createMatrixDraft, editMatrixDraft } from '@kontor/domain/carriers/draft-matrix';
import { publishMatrix } from '@kontor/domain/carriers/publish-matrix';
import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { loadHandOvers } from '@kontor/domain/shipments/load-hand-over';
import { Shipment } from '@kontor/domain/shipments/shipment.entity';
import { aService, anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

async function place(paymentMethod: IncomingOrder['paymentMethod'], o: Partial<IncomingOrder> = {}) {
  const order = anIncomingOrder({ paymentMethod, ...o });
  await importOrders(world.ctx(), { channelId: world.channelId, orders: [order], unreadable: [], cursor: null });
  await world.settle();
  const [row] = await world.rows<{ id: string; station: string; reasons: string[]; service: string | null }>(
    `select o.id, o.station, o.hold_reasons as reasons, s.service_code as service
       from sales_order o left join shipment s on s.order_id = o.id where o.channel_order_id = ?`,
    [order.channelOrderId],
  );
  return row!;
}

test('who pays on delivery is held while no carrier collects the money', async () => {
  expect(await place('cash_on_delivery')).toMatchObject({ station: 'held', reasons: ['no_carrier_fits'] });
});

test('a service that collects it takes that order, and nobody else’s; it learns the amount', async () => {
  const draft = await createMatrixDraft(world.ctx('staff:anna'));
  const collects = aService({ code: 'nachnahme', level: 'cash_on_delivery', tariffs: aService().tariffs });
  const terms = { ...draft.terms, services: [collects, ...draft.terms.services] };
  const edited = await editMatrixDraft(world.ctx('staff:anna'), { id: draft.id, expectedRev: draft.rev, terms });
  await publishMatrix(world.ctx('staff:anna'), { id: draft.id, expectedRev: edited.rev });
  const order = await place('cash_on_delivery', { serviceLevel: 'express' });
  expect(order.service).toBe('nachnahme');
  expect((await place('marketplace')).service).not.toBe('nachnahme');
  const { em } = world.ctx();
  const [handOver] = await loadHandOvers({ em }, await em.find(Shipment, { orderId: order.id }));
  expect(handOver!.data.cashOnDelivery).toEqual({ amount: 3_986, currency: 'EUR' });
});

test('it is never split, since the money is collected once', async () => {
  const set = (carrierId: string, sku: string, onHand: number) =>
    world.rows('update stock set on_hand = ? where carrier_id = ? and sku = ?', [onHand, carrierId, sku]);
  await set(world.own.id, 'SKU-2', 0);
  await set(world.partner.id, 'SKU-1', 0);
  expect(await place('cash_on_delivery')).toMatchObject({ station: 'held', reasons: ['no_carrier_fits'] });
});
