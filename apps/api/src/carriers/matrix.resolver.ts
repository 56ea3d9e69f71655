import { Carrier } from '@kontor/domain/carriers/carrier.entity';
import { createMatrixDraft, discardMatrixDraft, editMatrixDraft } from '@kontor/domain/carriers/draft-matrix';
import { exampleServices } from '@kontor/domain/carriers/example-matrix';
import { findShadows } from '@kontor/domain/carriers/find-shadows';
import { MatrixVersion } from '@kontor/domain/carriers/matrix-version.entity';
import { publishMatrix, rollBackMatrix, unscheduleMatrix } from '@kontor/domain/carriers/publish-matrix';
import { loadCompany } from '@kontor/domain/company/seller';
import { businessDay } from '@kontor/domain/kernel/business-day';
import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { mayAdminister } from '../access.ts';
import type { ApiContext } from '../context.ts';
import { nameActor } from '../staff/name-actor.ts';
import { newestFirst } from '../newest-first.ts';
import { pageSize } from '../pages.ts';
import { MatrixServiceTerms } from './matrix.type.ts';
import {
  EditMatrixDraftInput,
  MatrixShadowType,
  MatrixSimulationType,
  MatrixVersionConnectionType,
  MatrixVersionType,
  PublishMatrixInput,
  SeenMatrixInput,
  SimulateMatrixInput,
} from './matrix-version.type.ts';
import { tryMatrix } from './try-matrix.ts';

@Resolver(() => MatrixVersionType)
export class MatrixResolver {
  @Query(() => MatrixVersionType, { nullable: true, description: 'By its number, or the one in force.' })
  matrix(
    @Ctx() { ctx }: ApiContext,
    @Arg('number', () => Int, { nullable: true }) number: number | null,
  ): Promise<unknown> {
    return ctx.em.findOne(MatrixVersion, number ? { number } : { state: 'active' });
  }

  @Query(() => MatrixVersionType, { nullable: true, description: 'The draft that somebody has begun.' })
  matrixDraft(@Ctx() { ctx }: ApiContext): Promise<unknown> {
    return ctx.em.findOne(MatrixVersion, { state: 'draft' });
  }

  @Query(() => MatrixVersionConnectionType, {
    description: 'Versions without discarded ones, newest first.',
    complexity: ({ args, childComplexity }) => 1 + pageSize(args.first, 20) * childComplexity * 0.1,
  })
  matrixVersions(
    @Ctx() { ctx }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 20, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<unknown> {
    return newestFirst(ctx.em, MatrixVersion, 'createdAt', { state: { $ne: 'discarded' } }, { first, after });
  }

  @Query(() => [MatrixServiceTerms], { description: 'Rows to begin with for a carrier; prices are examples.' })
  async exampleServices(
    @Ctx() { ctx }: ApiContext,
    @Arg('carrierCode', () => String) code: string,
  ): Promise<MatrixServiceTerms[]> {
    const carrier = await ctx.em.findOne(Carrier, { code });
    return carrier ? exampleServices(carrier, carrier.kind) : [];
  }

  @FieldResolver(() => [MatrixShadowType])
  async shadows(@Root() { terms }: MatrixVersion, @Ctx() { ctx }: ApiContext): Promise<MatrixShadowType[]> {
    const { timeZone } = await loadCompany(ctx);
    return findShadows(terms, businessDay(ctx.now(), timeZone));
  }

  @FieldResolver(() => String)
  createdBy(@Root() version: MatrixVersion, @Ctx() { loaders }: ApiContext): Promise<string> {
    return nameActor(version.createdBy, loaders);
  }

  @FieldResolver(() => String, { nullable: true })
  publishedBy(@Root() version: MatrixVersion, @Ctx() { loaders }: ApiContext): Promise<string> | null {
    return version.publishedBy ? nameActor(version.publishedBy, loaders) : null;
  }

  @Mutation(() => MatrixVersionType, { description: 'Begins a draft as a copy of the active version.' })
  createMatrixDraft(@Ctx() { ctx, caller }: ApiContext): Promise<unknown> {
    mayAdminister(caller);
    return createMatrixDraft(ctx);
  }

  @Mutation(() => MatrixVersionType, { description: 'Replaces the terms of a draft.' })
  editMatrixDraft(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => EditMatrixDraftInput) input: EditMatrixDraftInput,
  ): Promise<unknown> {
    mayAdminister(caller);
    return editMatrixDraft(ctx, input);
  }

  @Mutation(() => MatrixVersionType, { description: 'Throws a draft away.' })
  discardMatrixDraft(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => SeenMatrixInput) input: SeenMatrixInput,
  ): Promise<unknown> {
    mayAdminister(caller);
    return discardMatrixDraft(ctx, input);
  }

  @Mutation(() => MatrixSimulationType, { description: 'Tries a draft on past orders; nothing is decided or written.' })
  simulateMatrixDraft(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => SimulateMatrixInput) input: SimulateMatrixInput,
  ): Promise<MatrixSimulationType> {
    mayAdminister(caller);
    return tryMatrix(ctx, input);
  }

  @Mutation(() => MatrixVersionType, {
    description: 'Publishes a draft. Where past orders would lose their carrier it is refused unless confirmed.',
  })
  publishMatrix(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => PublishMatrixInput) input: PublishMatrixInput,
  ): Promise<unknown> {
    mayAdminister(caller);
    return publishMatrix(ctx, input);
  }

  @Mutation(() => MatrixVersionType, { description: 'Takes a scheduled version back.' })
  unscheduleMatrix(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => SeenMatrixInput) input: SeenMatrixInput,
  ): Promise<unknown> {
    mayAdminister(caller);
    return unscheduleMatrix(ctx, input);
  }

  @Mutation(() => MatrixVersionType, { description: 'Makes a version of the past active again.' })
  rollBackMatrix(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => SeenMatrixInput) input: SeenMatrixInput,
  ): Promise<unknown> {
    mayAdminister(caller);
    return rollBackMatrix(ctx, input);
  }
}
