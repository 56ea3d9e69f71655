import { Carrier } from '@kontor/domain/carriers/carrier.entity';
import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../context.ts';
import { CarrierType } from './carrier.type.ts';

@Resolver(() => CarrierType)
export class CarrierResolver {
  @Query(() => [CarrierType])
  carriers(@Ctx() { ctx }: ApiContext): Promise<CarrierType[]> {
    return ctx.em.find(Carrier, {}, { orderBy: { code: 'asc' } });
  }

  @FieldResolver(() => String)
  transport(@Root() carrier: Carrier): string {
    return carrier.handover.transport;
  }

  @FieldResolver(() => String, { nullable: true })
  format(@Root() carrier: Carrier): string | null {
    return carrier.handover.format ?? null;
  }
}
