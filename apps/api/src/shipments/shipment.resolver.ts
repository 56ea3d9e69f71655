import { confirmPacking } from '@kontor/domain/shipments/confirm-packing';
import { Shipment } from '@kontor/domain/shipments/shipment.entity';
import { trackingUrl } from '@kontor/domain/shipments/tracking';
import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { mayPack } from '../access.ts';
import { CarrierType } from '../carriers/carrier.type.ts';
import type { ApiContext } from '../context.ts';
import { OrderType } from '../orders/order.type.ts';
import { pageSize } from '../pages.ts';
import { ConfirmPackingInput, ParcelType, ShipmentType } from './shipment.type.ts';

@Resolver(() => ShipmentType)
export class ShipmentResolver {
  @Query(() => [ShipmentType], { description: 'Shipments that wait in the own warehouse, oldest first.' })
  packingQueue(
    @Ctx() { ctx }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true }) first: number | null,
  ): Promise<ShipmentType[]> {
    return ctx.em.find(
      Shipment,
      { state: 'packing' },
      { orderBy: { createdAt: 'asc', id: 'asc' }, limit: pageSize(first) },
    );
  }

  @Mutation(() => ShipmentType, {
    description: 'The own warehouse has packed and labelled a shipment; saying so twice changes nothing.',
  })
  confirmPacking(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => ConfirmPackingInput) input: ConfirmPackingInput,
  ): Promise<ShipmentType> {
    mayPack(caller);
    return confirmPacking(ctx, input);
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

  @FieldResolver(() => OrderType)
  order(@Root() shipment: Shipment, @Ctx() { loaders }: ApiContext): Promise<unknown> {
    return loaders.order.load(shipment.orderId);
  }
}
