import type { Customer } from '@kontor/domain/customers/customer.entity';
import type { Order } from '@kontor/domain/orders/order.entity';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../context.ts';
import { OrderType } from '../orders/order.type.ts';
import { pageSize } from '../pages.ts';
import { AddressType } from '../scalars.ts';
import { CustomerType } from './customer.type.ts';

@Resolver(() => CustomerType)
export class CustomerResolver {
  @Query(() => CustomerType, { nullable: true })
  customer(@Ctx() { loaders }: ApiContext, @Arg('id', () => ID) id: string): Promise<CustomerType | null> {
    return loaders.customer.load(id);
  }

  @FieldResolver(() => [AddressType])
  async addresses(@Root() customer: Customer, @Ctx() { loaders }: ApiContext): Promise<AddressType[]> {
    return (await loaders.addresses.load(customer.id)).map((row) => row.address);
  }

  @FieldResolver(() => [OrderType], {
    complexity: ({ args, childComplexity }) => 1 + pageSize(args.first, 20) * childComplexity * 0.1,
  })
  orders(
    @Root() customer: Customer,
    @Ctx() { loaders }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 20, nullable: true }) first: number | null,
  ): Promise<Order[]> {
    return loaders.newestOrders.load({ customerId: customer.id, first: pageSize(first, 20) });
  }

  @FieldResolver(() => Int)
  orderCount(@Root() customer: Customer, @Ctx() { loaders }: ApiContext): Promise<number> {
    return loaders.orderCount.load(customer.id);
  }
}
