import { confirmPacking } from '@kontor/domain/shipments/confirm-packing';
import { pickList } from '@kontor/domain/shipments/pick-list';
import { reportPackingProblem } from '@kontor/domain/shipments/report-packing-problem';
import { Shipment } from '@kontor/domain/shipments/shipment.entity';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { mayPack } from '../access.ts';
import type { ApiContext } from '../context.ts';
import { pageSize } from '../pages.ts';
import { ConfirmPackingInput, PickStopType, ReportPackingProblemInput } from './packing.inputs.ts';
import { shipmentOfCode, shipmentsToPick } from './packing.queries.ts';
import { ShipmentType } from './shipment.type.ts';

/** The own warehouse (F22). */
@Resolver()
export class PackingResolver {
  @Query(() => [ShipmentType], { description: 'Shipments that wait in the own warehouse, the most urgent first.' })
  packingQueue(
    @Ctx() { ctx }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true }) first: number | null,
  ): Promise<ShipmentType[]> {
    return ctx.em.find(
      Shipment,
      { state: 'packing' },
      { orderBy: { confirmBy: 'asc', id: 'asc' }, limit: pageSize(first) },
    );
  }

  @Query(() => Int, { description: 'How many shipments wait in the own warehouse.' })
  packingCount(@Ctx() { ctx }: ApiContext): Promise<number> {
    return ctx.em.count(Shipment, { state: 'packing' });
  }

  @Query(() => ShipmentType, {
    nullable: true,
    description: 'The shipment whose paper was scanned: number of the shipment, of its delivery note or of its order.',
  })
  shipmentByCode(@Ctx() { ctx }: ApiContext, @Arg('code', () => String) code: string): Promise<ShipmentType | null> {
    return shipmentOfCode(ctx.em, code);
  }

  @Query(() => [PickStopType], {
    description: 'What to fetch for these shipments, one stop per article along the shelves.',
  })
  async pickList(
    @Ctx() { ctx }: ApiContext,
    @Arg('shipmentIds', () => [ID]) shipmentIds: string[],
  ): Promise<PickStopType[]> {
    return pickList(await shipmentsToPick(ctx.em, shipmentIds));
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

  @Mutation(() => ShipmentType, { description: 'Something is missing, broken or wrong: opens a ticket for it.' })
  reportPackingProblem(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => ReportPackingProblemInput) input: ReportPackingProblemInput,
  ): Promise<ShipmentType> {
    mayPack(caller);
    return reportPackingProblem(ctx, input);
  }
}
