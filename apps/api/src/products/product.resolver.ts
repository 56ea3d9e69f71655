import { adjustStock } from '@kontor/domain/products/adjust-stock';
import type { Product } from '@kontor/domain/products/product.entity';
import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { mayPack } from '../access.ts';
import type { ApiContext } from '../context.ts';
import { pageSize } from '../pages.ts';
import { findProducts } from './products.queries.ts';
import { AdjustStockInput, ProductConnectionType, ProductType, StockType } from './product.type.ts';

@Resolver(() => ProductType)
export class ProductResolver {
  @Query(() => ProductConnectionType, {
    description: 'By SKU.',
    complexity: ({ args, childComplexity }) => 1 + pageSize(args.first) * childComplexity * 0.1,
  })
  products(
    @Ctx() { ctx }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('search', () => String, { nullable: true, description: 'A part of SKU or title.' }) search: string | null,
    @Arg('incomplete', () => Boolean, { nullable: true, description: 'Only those without weight or size.' })
    incomplete: boolean | null,
  ): Promise<unknown> {
    return findProducts(ctx.em, { search, incomplete }, { first, after });
  }

  @FieldResolver(() => Boolean)
  incomplete(@Root() { weightG, lengthMm, widthMm, heightMm }: Product): boolean {
    return [weightG, lengthMm, widthMm, heightMm].some((value) => !value);
  }

  @FieldResolver(() => [StockType])
  async stock(@Root() { sku }: Product, @Ctx() { loaders }: ApiContext): Promise<StockType[]> {
    const rows = await loaders.stock.load(sku);
    const carriers = await Promise.all(rows.map((row) => loaders.carrier.load(row.carrierId)));
    return rows
      .map(({ onHand, free }, at) => ({ carrier: carriers[at]!, onHand, free }))
      .toSorted((a, b) => (a.carrier.code < b.carrier.code ? -1 : 1));
  }

  @Mutation(() => ProductType, { description: 'Sets what lies at a carrier, with a reason that the history keeps.' })
  adjustStock(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => AdjustStockInput) input: AdjustStockInput,
  ): Promise<unknown> {
    mayPack(caller);
    return adjustStock(ctx, { ...input, expectedOnHand: input.expectedOnHand ?? null });
  }
}
