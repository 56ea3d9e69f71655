import { Company } from '@kontor/domain/company/company.entity';
import { calendarOf } from '@kontor/domain/company/office-hours';
import type { HolidayRegion } from '@kontor/domain/kernel/working-calendar';
import { saveOfficeHours } from '@kontor/domain/tickets/save-office-hours';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { mayAdminister } from '../access.ts';
import type { ApiContext } from '../context.ts';
import { OfficeHoursType, SaveOfficeHoursInput } from './office-hours.type.ts';

@Resolver(() => OfficeHoursType)
export class OfficeHoursResolver {
  @Query(() => OfficeHoursType)
  async officeHours(@Ctx() { ctx }: ApiContext): Promise<OfficeHoursType> {
    return shown(await ctx.em.findOneOrFail(Company, 1));
  }

  @Mutation(() => OfficeHoursType, { description: 'Administrators only; holds for tickets that open from now on.' })
  async saveOfficeHours(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => SaveOfficeHoursInput) { days, region, closedDays }: SaveOfficeHoursInput,
  ): Promise<OfficeHoursType> {
    mayAdminister(caller);
    const hours = Object.fromEntries(days.map(({ weekday, from, to }) => [weekday, [from, to] as [string, string]]));
    return shown(await saveOfficeHours(ctx, { hours, region: region as HolidayRegion | null, closedDays }));
  }
}

function shown(company: Company): OfficeHoursType {
  const { timeZone, hours, region, closedDays } = calendarOf(company);
  const days = Object.entries(hours).map(([weekday, [from, to]]) => ({ weekday: Number(weekday), from, to }));
  return { timeZone, days, region, closedDays };
}
