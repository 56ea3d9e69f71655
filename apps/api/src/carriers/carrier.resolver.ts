import { isProved } from '@kontor/domain/carriers/arm-carrier';
import { CarrierTrial } from '@kontor/domain/carriers/carrier-trial.entity';
import { Carrier } from '@kontor/domain/carriers/carrier.entity';
import { createCarrier, renameCarrier } from '@kontor/domain/carriers/create-carrier';
import { HandOverTemplate } from '@kontor/domain/carriers/hand-over-template.entity';
import { hideSecrets } from '@kontor/domain/kernel/secrets';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { mayAdminister, mayDecide } from '../access.ts';
import type { ApiContext } from '../context.ts';
import { newestFirst } from '../newest-first.ts';
import { CarrierType, CreateCarrierInput, ConnectionConfigType } from './carrier.type.ts';
import { CarrierTrialConnectionType, HandOverTemplateConnectionType, HandOverTemplateType } from './hand-over.type.ts';

@Resolver(() => CarrierType)
export class CarrierResolver {
  @Query(() => [CarrierType])
  carriers(@Ctx() { ctx }: ApiContext): Promise<CarrierType[]> {
    return ctx.em.find(Carrier, {}, { orderBy: { code: 'asc' } });
  }

  @Query(() => CarrierType, { nullable: true })
  carrier(@Ctx() { ctx }: ApiContext, @Arg('code', () => String) code: string): Promise<CarrierType | null> {
    return ctx.em.findOne(Carrier, { code });
  }

  @Mutation(() => CarrierType, { description: 'A further carrier, at rest and without ways out and back.' })
  createCarrier(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => CreateCarrierInput) input: CreateCarrierInput,
  ): Promise<CarrierType> {
    mayAdminister(caller);
    return createCarrier(ctx, input);
  }

  @Mutation(() => CarrierType, { description: 'Gives a carrier another name; its code stays.' })
  renameCarrier(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('carrierId', () => ID) carrierId: string,
    @Arg('name', () => String) name: string,
  ): Promise<CarrierType> {
    mayAdminister(caller);
    return renameCarrier(ctx, { carrierId, name });
  }

  @FieldResolver(() => String)
  transport(@Root() carrier: Carrier): string {
    return carrier.handover.transport;
  }

  @FieldResolver(() => String, { nullable: true, description: 'The form of its files: csv, text, xml, json, pdf.' })
  async format(@Root() carrier: Carrier, @Ctx() { loaders }: ApiContext): Promise<string | null> {
    const template = carrier.templateId ? await loaders.template.load(carrier.templateId) : null;
    return template?.content.format ?? null;
  }

  @FieldResolver(() => ConnectionConfigType, { description: 'How it gets its data; never with secrets.' })
  handover(@Root() carrier: Carrier, @Ctx() { caller }: ApiContext): ConnectionConfigType {
    mayDecide(caller);
    return hideSecrets(carrier.handover);
  }

  @FieldResolver(() => ConnectionConfigType, { description: 'How it answers, with the mapping; never with secrets.' })
  returns(@Root() carrier: Carrier, @Ctx() { caller }: ApiContext): ConnectionConfigType {
    mayDecide(caller);
    return hideSecrets(carrier.returns);
  }

  @FieldResolver(() => Boolean, { description: 'A round trip has passed with everything as it is set up now.' })
  proved(@Root() carrier: Carrier, @Ctx() { ctx }: ApiContext): Promise<boolean> {
    return isProved(ctx, carrier);
  }

  @FieldResolver(() => HandOverTemplateType, { nullable: true, description: 'The version that is used.' })
  async template(@Root() carrier: Carrier, @Ctx() { loaders }: ApiContext): Promise<HandOverTemplateType | null> {
    return carrier.templateId ? loaders.template.load(carrier.templateId) : null;
  }

  @FieldResolver(() => HandOverTemplateConnectionType, { description: 'Every version, newest first.' })
  templates(
    @Root() carrier: Carrier,
    @Ctx() { ctx }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 20, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<HandOverTemplateConnectionType> {
    return newestFirst(ctx.em, HandOverTemplate, 'createdAt', { carrierId: carrier.id }, { first, after });
  }

  @FieldResolver(() => CarrierTrialConnectionType, { description: 'Tests, newest first.' })
  trials(
    @Root() carrier: Carrier,
    @Ctx() { ctx }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 10, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<CarrierTrialConnectionType> {
    return newestFirst(ctx.em, CarrierTrial, 'createdAt', { carrierId: carrier.id }, { first, after });
  }
}
