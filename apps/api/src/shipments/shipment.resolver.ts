import { maySplit } from '@kontor/domain/shipments/divide-shipment';
import { linesIn, Shipment } from '@kontor/domain/shipments/shipment.entity';
import { trackingUrl } from '@kontor/domain/shipments/tracking';
import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { CarrierType } from '../carriers/carrier.type.ts';
import type { ApiContext } from '../context.ts';
import { newestFirst } from '../newest-first.ts';
import { OrderType } from '../orders/order.type.ts';
import { ParcelType, ShipmentConnectionType, ShipmentFilter, ShipmentItemType, ShipmentType } from './shipment.type.ts';
import { whichShipments } from './shipments.queries.ts';

@Resolver(() => ShipmentType)
export class ShipmentResolver {
  @Query(() => ShipmentConnectionType, { description: 'Shipments, newest first.' })
  shipments(
    @Ctx() { ctx }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('filter', () => ShipmentFilter, { nullable: true }) filter: ShipmentFilter | null,
  ): Promise<unknown> {
    return newestFirst(ctx.em, Shipment, 'createdAt', whichShipments(filter ?? {}), { first, after });
  }

  @FieldResolver(() => CarrierType)
  carrier(@Root() shipment: Shipment, @Ctx() { loaders }: ApiContext): Promise<CarrierType | null> {
    return loaders.carrier.load(shipment.carrierId);
  }

  @FieldResolver(() => [ParcelType])
  async parcels(@Root() shipment: Shipment, @Ctx() { loaders }: ApiContext): Promise<ParcelType[]> {
    const parcels = await loaders.parcels.load(shipment.id);
    return parcels.map(({ trackingNumber, parcelService, shippedAt }) => ({
      trackingNumber,
      parcelService,
      shippedAt,
      trackingUrl: trackingUrl(parcelService, trackingNumber),
    }));
  }

  @FieldResolver(() => [ShipmentItemType], { description: 'What lies in the shipment.' })
  async items(@Root() shipment: Shipment, @Ctx() { loaders }: ApiContext): Promise<ShipmentItemType[]> {
    const lines = linesIn(shipment, await loaders.lines.load(shipment.orderId));
    return Promise.all(
      lines.map(async ({ sku, title, quantity }) => {
        const product = await loaders.product.load(sku);
        return { sku, title, quantity, gtin: product?.gtin ?? null, bin: product?.bin ?? null };
      }),
    );
  }

  @FieldResolver(() => Boolean, { description: 'A part of it may leave before the rest.' })
  async mayDivide(@Root() { orderId }: Shipment, @Ctx() { loaders }: ApiContext): Promise<boolean> {
    const order = await loaders.order.load(orderId);
    return maySplit(order!, (await loaders.channel.load(order!.channelId))!.policy);
  }

  @FieldResolver(() => OrderType)
  order(@Root() shipment: Shipment, @Ctx() { loaders }: ApiContext): Promise<unknown> {
    return loaders.order.load(shipment.orderId);
  }
}
