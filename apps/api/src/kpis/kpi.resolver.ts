import { activeMatrix } from '@kontor/domain/carriers/load-matrix';
import { Carrier } from '@kontor/domain/carriers/carrier.entity';
import { Company } from '@kontor/domain/company/company.entity';
import { Order } from '@kontor/domain/orders/order.entity';
import { Ticket } from '@kontor/domain/tickets/ticket.entity';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../context.ts';
import { KpiListEnum } from '../enums.ts';
import { openTotals } from '../settlements/open-items.queries.ts';
import { KpiOrderConnectionType, KpiOrderType, KpisType } from './kpi.type.ts';
import { daysOf, ordersBehind, readFigures, toFigures, type BehindFigure, type KpiList } from './kpis.queries.ts';

@Resolver(() => KpiOrderType)
export class KpiResolver {
  @Query(() => KpisType, { description: 'Figures of a period of business days, both included; at most 400 days.' })
  async kpis(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('from', () => String) from: string,
    @Arg('until', () => String) until: string,
    @Arg('channelId', () => ID, { nullable: true }) channelId: string | null,
  ): Promise<KpisType> {
    const { em } = ctx;
    const { all, before, days, heldFor, carriers } = await readFigures(em, daysOf(from, until), channelId ?? null);
    const { currency } = (await activeMatrix({ em })).terms;
    const names = new Map((await em.find(Carrier, {})).map(({ id, name }) => [id, name]));
    const [counted] = (await em.execute('select counted_at from kpi_cursor')) as { counted_at: string | null }[];
    return {
      countedAt: counted?.counted_at ? new Date(counted.counted_at) : null,
      all: toFigures(all),
      before: toFigures(before),
      days: days.map(({ day, ...figures }) => ({ day, ...toFigures(figures) })),
      heldFor,
      carriers: carriers.map(({ cents, carrierId, ...carrier }) => ({
        ...carrier,
        carrierId,
        name: names.get(carrierId) ?? carrierId,
        cost: { amount: cents, currency },
      })),
      overdue: await em.count(Order, { overdue: true, ...(channelId ? { channelId } : {}) }),
      openTickets: await em.count(Ticket, { status: 'open' }),
      openItems: caller.rights.includes('account') ? await openTotals(em) : null,
    };
  }

  @Query(() => KpiOrderConnectionType, {
    description: 'The orders that a figure counts, newest first; `slowest`: by how long the step took, at most 200.',
  })
  async kpiOrders(
    @Ctx() { ctx }: ApiContext,
    @Arg('list', () => KpiListEnum) list: KpiList,
    @Arg('from', () => String) from: string,
    @Arg('until', () => String) until: string,
    @Arg('key', () => String, { nullable: true, description: 'The reason of `held`, the carrier’s id of `confirmed`.' })
    key: string | null,
    @Arg('channelId', () => ID, { nullable: true }) channelId: string | null,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('slowest', () => Boolean, { defaultValue: false }) slowest: boolean,
  ): Promise<unknown> {
    const { timeZone } = await ctx.em.findOneOrFail(Company, 1);
    const of = { list, key: key ?? null, days: daysOf(from, until), channelId: channelId ?? null, timeZone };
    return ordersBehind(ctx.em, of, { first, after, slowest });
  }

  @FieldResolver()
  order(@Root() { id }: BehindFigure, @Ctx() { loaders }: ApiContext): Promise<unknown> {
    return loaders.order.load(id);
  }
}
