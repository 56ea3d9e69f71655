import { checkTemplate } from '@kontor/connectors/formats/template/check-template';
import { armCarrier, disarmCarrier } from '@kontor/domain/carriers/arm-carrier';
import { publishTemplate, saveTemplate } from '@kontor/domain/carriers/save-template';
import { startTrial } from '@kontor/domain/carriers/start-trial';
import { templateContent } from '@kontor/domain/carriers/template-content';
import { setConnection } from '@kontor/domain/setup/set-connection';
import { enterAnswer } from '@kontor/domain/shipments/answer-trials';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { z } from 'zod';
import { mayAdminister, mayDecide } from '../access.ts';
import type { ApiContext } from '../context.ts';
import { CarrierType } from './carrier.type.ts';
import { previewTemplate, shaped, testMapping } from './hand-over.queries.ts';
import {
  CarrierTrialType,
  EnterAnswerInput,
  HandOverTemplateType,
  MappingResultType,
  PreviewTemplateInput,
  SaveTemplateInput,
  SetCarrierConnectionInput,
  StartTrialInput,
  TemplatePreviewType,
  TestMappingInput,
} from './hand-over.type.ts';

const config = z.record(z.string(), z.unknown());

@Resolver()
export class HandOverResolver {
  @Query(() => TemplatePreviewType, {
    description: 'Checks a template and fills it with a real order or a sample; nothing is stored or sent.',
  })
  previewTemplate(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => PreviewTemplateInput) input: PreviewTemplateInput,
  ): Promise<TemplatePreviewType> {
    mayDecide(caller);
    return previewTemplate(ctx, input);
  }

  @Query(() => MappingResultType, { description: 'Reads a sample answer with a mapping; nothing is stored.' })
  testMapping(
    @Ctx() { caller }: ApiContext,
    @Arg('input', () => TestMappingInput) input: TestMappingInput,
  ): MappingResultType {
    mayDecide(caller);
    return testMapping(input);
  }

  @Mutation(() => HandOverTemplateType, {
    description: 'Stores a checked template as the next version; `template_faulty` tells what is wrong and where.',
  })
  saveTemplate(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => SaveTemplateInput) { carrierId, content, note = null }: SaveTemplateInput,
  ): Promise<HandOverTemplateType> {
    mayAdminister(caller);
    return saveTemplate(ctx, { carrierId, content: shaped(templateContent, content), note }, checkTemplate);
  }

  @Mutation(() => HandOverTemplateType, {
    description: 'Uses a version from the next hand-over on; an older version rolls back.',
  })
  publishTemplate(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('templateId', () => ID) templateId: string,
  ): Promise<HandOverTemplateType> {
    mayAdminister(caller);
    return publishTemplate(ctx, templateId, checkTemplate);
  }

  @Mutation(() => CarrierType, { description: 'Changes how a carrier is reached and how it answers.' })
  setCarrierConnection(
    @Ctx() { ctx, caller, secrets }: ApiContext,
    @Arg('input', () => SetCarrierConnectionInput) {
      carrierId,
      handover,
      returns,
      batchCron,
    }: SetCarrierConnectionInput,
  ): Promise<CarrierType> {
    mayAdminister(caller);
    const given = {
      carrierId,
      handover: handover ? shaped(config, handover) : undefined,
      returns: returns ? shaped(config, returns) : undefined,
      batchCron,
    };
    return setConnection(ctx, given, secrets);
  }

  @Mutation(() => CarrierTrialType, {
    description: 'Tests the connection, sends a sample, or begins a round trip; the worker carries it out.',
  })
  startTrial(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => StartTrialInput) input: StartTrialInput,
  ): Promise<CarrierTrialType> {
    mayAdminister(caller);
    return startTrial(ctx, input);
  }

  @Mutation(() => CarrierTrialType, {
    description: 'A carrier’s answer to a sample, entered by hand; it takes the way of every answer.',
  })
  enterAnswer(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => EnterAnswerInput) { trialId, text }: EnterAnswerInput,
  ): Promise<CarrierTrialType> {
    mayAdminister(caller);
    return enterAnswer(ctx, trialId, text);
  }

  @Mutation(() => CarrierType, {
    description: 'Lets orders go to a carrier; its round trip must have passed as it is set up now.',
  })
  armCarrier(@Ctx() { ctx, caller }: ApiContext, @Arg('carrierId', () => ID) carrierId: string): Promise<CarrierType> {
    mayAdminister(caller);
    return armCarrier(ctx, carrierId);
  }

  @Mutation(() => CarrierType, { description: 'No further order goes to this carrier.' })
  disarmCarrier(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('carrierId', () => ID) carrierId: string,
  ): Promise<CarrierType> {
    mayAdminister(caller);
    return disarmCarrier(ctx, carrierId);
  }
}
