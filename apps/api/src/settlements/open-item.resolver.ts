import { CreditNote } from '@kontor/domain/invoices/credit-note.entity';
import { Invoice } from '@kontor/domain/invoices/invoice.entity';
import { businessDay } from '@kontor/domain/kernel/business-day';
import { loadAccountingSettings } from '@kontor/domain/ledger/accounting-settings';
import { openCentsOf, signOf, type MoneyDocument } from '@kontor/domain/settlements/money-document';
import { type SmallRest, tryWriteOffs } from '@kontor/domain/settlements/write-off-small';
import { Arg, Ctx, Field, FieldResolver, ID, InputType, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { mayAccount } from '../access.ts';
import type { ApiContext } from '../context.ts';
import { newestFirst } from '../newest-first.ts';
import { OrderType } from '../orders/order.type.ts';
import { literal } from '../pages.ts';
import { MoneyType, PageInfoType } from '../scalars.ts';
import { openTotals } from './open-items.queries.ts';
import { WriteOffTrialType } from './settlement.type.ts';

@ObjectType('OpenItem', { description: 'An invoice or credit note that is not settled.' })
class OpenItemType {
  @Field(() => ID, { description: 'Of the invoice or credit note.' }) id!: string;
  @Field(() => String) number!: string;
  @Field(() => String) issuedOn!: string;
}

@ObjectType('OpenItemEdge')
class OpenItemEdgeType {
  @Field(() => String) cursor!: string;
  @Field(() => OpenItemType) node!: OpenItemType;
}

@ObjectType('OpenItemConnection')
class OpenItemConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [OpenItemEdgeType]) edges!: OpenItemEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}

@InputType()
class OpenItemFilter {
  @Field(() => String, { nullable: true, description: 'Begin of the document’s number.' }) search?: string | null;
  @Field(() => Int, { nullable: true, description: 'Only what was issued at least so many days ago.' }) olderThanDays?:
    | number
    | null;
  @Field(() => Boolean, { nullable: true, description: 'Credit notes instead of invoices.' })
  creditNotes?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Only what is partly paid.' }) partlyPaid?: boolean | null;
}

const dayMs = 86_400_000;

@Resolver(() => OpenItemType)
export class OpenItemResolver {
  @Query(() => OpenItemConnectionType, {
    description: 'Open invoices, or credit notes with their amounts negative; newest first.',
  })
  async openItems(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('filter', () => OpenItemFilter, { nullable: true }) filter: OpenItemFilter | null,
  ): Promise<OpenItemConnectionType> {
    mayAccount(caller);
    const text = filter?.search?.trim();
    const { timeZone } = await loadAccountingSettings(ctx);
    const until = businessDay(new Date(ctx.now().getTime() - (filter?.olderThanDays ?? 0) * dayMs), timeZone);
    const where = {
      state: 'open',
      ...(text ? { number: { $ilike: `${literal(text)}%` } } : {}),
      ...(filter?.olderThanDays ? { issuedOn: { $lte: until } } : {}),
      ...(filter?.partlyPaid ? { paidCents: { $ne: 0 } } : {}),
    };
    const page = { first, after };
    return filter?.creditNotes
      ? newestFirst(ctx.em, CreditNote, 'issuedAt', where, page)
      : newestFirst(ctx.em, Invoice, 'issuedAt', where, page);
  }

  @Query(() => [MoneyType], { description: 'What is open in all, per currency: invoices less credit notes.' })
  openItemsTotal(@Ctx() { ctx, caller }: ApiContext): Promise<MoneyType[]> {
    mayAccount(caller);
    return openTotals(ctx.em);
  }

  @Query(() => WriteOffTrialType, { description: 'Dry run of the rule for small differences.' })
  async tryWriteOffs(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('cents', () => Int, { description: 'Up to so many minor units.' }) cents: number,
    @Arg('days', () => Int, { description: 'After so many days without a change.' }) days: number,
  ): Promise<WriteOffTrialType> {
    mayAccount(caller);
    const { rests, ...trial } = await tryWriteOffs(ctx, { cents, days });
    const toRest = ({ kind, document, openCents: amount, currency }: SmallRest) => ({
      kind,
      document,
      open: { amount, currency },
    });
    return { ...trial, rests: rests.map(toRest) };
  }

  @FieldResolver(() => MoneyType)
  gross(@Root() document: MoneyDocument): MoneyType {
    return { amount: signOf(document) * document.grossCents, currency: document.currency };
  }

  @FieldResolver(() => MoneyType)
  open(@Root() document: MoneyDocument): MoneyType {
    return { amount: openCentsOf(document), currency: document.currency };
  }

  @FieldResolver(() => OrderType, { nullable: true })
  order(@Root() { orderId }: MoneyDocument, @Ctx() { loaders }: ApiContext): Promise<unknown> {
    return loaders.order.load(orderId);
  }
}
