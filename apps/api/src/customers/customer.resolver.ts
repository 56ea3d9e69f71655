import { Customer } from '@kontor/domain/customers/customer.entity';
import type { Order } from '@kontor/domain/orders/order.entity';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../context.ts';
import { newestFirst } from '../newest-first.ts';
import { OrderType } from '../orders/order.type.ts';
import { containing, pageSize } from '../pages.ts';
import { AddressType } from '../scalars.ts';
import { CustomerConnectionType, CustomerType } from './customer.type.ts';

@Resolver(() => CustomerType)
export class CustomerResolver {
  @Query(() => CustomerType, { nullable: true })
  customer(@Ctx() { loaders }: ApiContext, @Arg('id', () => ID) id: string): Promise<CustomerType | null> {
    return loaders.customer.load(id);
  }

  @Query(() => CustomerConnectionType, { description: 'Customers, newest first.' })
  customers(
    @Ctx() { ctx }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('search', () => String, { nullable: true, description: 'A part of name, company, e-mail or number.' })
    search: string | null,
  ): Promise<unknown> {
    const like = containing(search);
    const where = like ? { $or: ['name', 'company', 'email', 'number'].map((of) => ({ [of]: { $ilike: like } })) } : {};
    return newestFirst(ctx.em, Customer, 'createdAt', where, { first, after });
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
