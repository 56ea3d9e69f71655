import { expect, test } from 'vitest';
import type { ShipmentReport } from '@kontor/domain/channels/sales-channel.port';
import { amazonServer, refuse } from './amazon-server.testing.ts';

const report: ShipmentReport = {
  channelOrderId: '304-0000000-0000001',
  marketplace: 'A1PA6795UKMFR9',
  packageReference: '1',
  parcelService: 'DHL',
  serviceLevel: 'standard',
  trackingNumber: '00340434161094021501',
  shippedAt: new Date('2026-11-24T09:50:00Z'),
  lines: [{ channelLineId: '30312345678901', quantity: 2 }],
};

// channels.md § 10, pitfall 2; field.md 24
test('an order that Amazon has as shipped under another tracking number is compared and not accepted silently', async () => {
  await using amazon = await amazonServer({ shipmentConfirmation: refuse(400, 'InvalidInput', 'already fulfilled') });
  await expect(amazon.channel.confirmShipment({ ...report, trackingNumber: 'OTHER-1' })).rejects.toMatchObject({
    retryable: false,
    message: 'already shipped at Amazon with tracking number 00340434161094021501, ours is OTHER-1',
  });
});

// channels.md § 10, pitfall 4
test('a parcel without a tracking number is refused before Amazon is asked', async () => {
  await using amazon = await amazonServer();
  await expect(amazon.channel.confirmShipment({ ...report, trackingNumber: ' ' })).rejects.toMatchObject({
    retryable: false,
    message: 'Amazon takes no shipment without a tracking number',
  });
  expect(amazon.asked('shipmentConfirmation')).toEqual([]);
});
