import { proposeArticles, searchArticles, type Article } from '@kontor/domain/products/find-articles';
import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../context.ts';
import { MoneyType } from '../scalars.ts';
import { rateOfArticle } from './rate-of-article.ts';

@ObjectType('Article', { description: 'What can be added to an order.' })
export class ArticleType {
  @Field(() => String) sku!: string;
  @Field(() => String) title!: string;
  @Field(() => Int, { description: 'Units on hand that are not promised.' }) free!: number;
}

const most = 20;

@Resolver(() => ArticleType)
export class ArticleResolver {
  @Query(() => [ArticleType], { description: 'Articles by number or words of their name; at most 20.' })
  articles(@Ctx() { ctx }: ApiContext, @Arg('search', () => String) search: string): Promise<unknown[]> {
    return search.trim() ? searchArticles(ctx.em, search, most) : Promise.resolve([]);
  }

  @Query(() => [ArticleType], { description: 'Articles that a remark may mean, the likeliest first; at most 3.' })
  proposedArticles(@Ctx() { ctx }: ApiContext, @Arg('remark', () => String) remark: string): Promise<unknown[]> {
    return proposeArticles(ctx.em, remark.slice(0, 1_000), 3);
  }

  @FieldResolver(() => Int, { nullable: true, description: 'VAT at home in tenths of a percent: 190 = 19 %.' })
  vatPermille(@Root() article: Article, @Ctx() context: ApiContext): Promise<number | null> {
    return rateOfArticle(context, article);
  }

  @FieldResolver(() => MoneyType, { nullable: true, description: 'Gross price of the list.' })
  price(@Root() { priceCents }: Article): MoneyType | null {
    return priceCents === null ? null : { amount: priceCents, currency: 'EUR' };
  }
}
