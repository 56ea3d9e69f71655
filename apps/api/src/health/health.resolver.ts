import { Effect } from '@kontor/domain/effects/effect.entity';
import { discardJob, retryJob } from '@kontor/platform/failed-jobs';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { mayAdminister, mayDecide } from '../access.ts';
import type { ApiContext } from '../context.ts';
import { newestFirst } from '../newest-first.ts';
import { JobStateEnum } from '../enums.ts';
import { EffectConnectionType, HealthPartType, JobConnectionType } from './health.type.ts';
import { jobsPage, observeAll } from './health.queries.ts';
import { judgeHealth } from './judge-health.ts';

@Resolver()
export class HealthResolver {
  @Query(() => [HealthPartType], { description: 'Everything that runs in the background, as it stands now.' })
  async health(@Ctx() { ctx, boss }: ApiContext): Promise<HealthPartType[]> {
    const parts = await observeAll(ctx.em, boss, ctx.now());
    return parts.map((part) => ({ ...part, state: judgeHealth(part) }));
  }

  @Query(() => JobConnectionType, { description: 'Background work that waits, runs or was given up; newest first.' })
  jobs(
    @Ctx() { ctx }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('states', () => [JobStateEnum], { nullable: true, description: 'Left out: failed and to be tried again.' })
    states: (keyof typeof JobStateEnum)[] | null,
    @Arg('name', () => String, { nullable: true, description: 'Only this queue.' }) name: string | null,
  ): Promise<unknown> {
    const of = { states: states ?? ['failed', 'retry'], name: name ?? null };
    return jobsPage(ctx.em, of, { first, after });
  }

  @Query(() => EffectConnectionType, {
    description: 'Acts in the outside world that were given up or are in doubt; newest first.',
  })
  troubledEffects(
    @Ctx() { ctx }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('kind', () => String, { nullable: true }) kind: string | null,
  ): Promise<unknown> {
    const where = { state: { $in: ['failed', 'in_doubt'] }, ...(kind ? { kind } : {}) };
    return newestFirst(ctx.em, Effect, 'updatedAt', where, { first, after });
  }

  @Mutation(() => Boolean, { description: 'Lets a job that was given up run once more; its ticket closes.' })
  async retryJob(
    @Ctx() { ctx, caller, boss }: ApiContext,
    @Arg('name', () => String) name: string,
    @Arg('id', () => ID) id: string,
  ): Promise<boolean> {
    mayDecide(caller);
    await retryJob(ctx, boss, { name, id });
    return true;
  }

  @Mutation(() => Boolean, {
    description: 'Gives a failed job up for good; the reason stays in the history. Administrators.',
  })
  async discardJob(
    @Ctx() { ctx, caller, boss }: ApiContext,
    @Arg('name', () => String) name: string,
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<boolean> {
    mayAdminister(caller);
    await discardJob(ctx, boss, { name, id, reason });
    return true;
  }
}
