import { trialKinds } from '@kontor/domain/carriers/carrier-trial.entity';
import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../enums.ts';
import { Json, PageInfoType } from '../scalars.ts';

export const TrialKindEnum = enumOf(trialKinds);
registerEnumType(TrialKindEnum, {
  name: 'TrialKind',
  description: 'Test of the connection, test send, or round trip.',
});

@ObjectType('HandOverTemplate', { description: 'One version of a carrier’s template; versions never change.' })
export class HandOverTemplateType {
  @Field(() => ID) id!: string;
  @Field(() => Int) version!: number;
  @Field(() => Json, {
    description: 'format, body, fileName, encoding, lineEnd, delimiter, quoting, subject, mailText, mailHtml.',
  })
  content!: unknown;
  @Field(() => String, { nullable: true }) note?: string | null;
  @Field(() => String, { description: '`automation` or `staff:<id>`.' }) createdBy!: string;
  @Field(() => GraphQLISODateTime) createdAt!: Date;
}

@ObjectType('HandOverTemplateEdge')
export class HandOverTemplateEdgeType {
  @Field(() => String) cursor!: string;
  @Field(() => HandOverTemplateType) node!: HandOverTemplateType;
}

@ObjectType('HandOverTemplateConnection')
export class HandOverTemplateConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [HandOverTemplateEdgeType]) edges!: HandOverTemplateEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}

@ObjectType('TrialStep', { description: 'A line of a trial’s protocol.' })
export class TrialStepType {
  @Field(() => String) at!: string;
  @Field(() => Boolean) ok!: boolean;
  @Field(() => String) text!: string;
}

@ObjectType('CarrierTrial')
export class CarrierTrialType {
  @Field(() => ID) id!: string;
  @Field(() => String, { description: 'Stands where a shipment number stands otherwise.' }) number!: string;
  @Field(() => TrialKindEnum) kind!: keyof typeof TrialKindEnum;
  @Field(() => String, { description: '`running`, `waiting` for the answer, `passed` or `failed`.' }) state!: string;
  @Field(() => [TrialStepType]) steps!: TrialStepType[];
  @Field(() => GraphQLISODateTime) createdAt!: Date;
  @Field(() => GraphQLISODateTime, { nullable: true }) finishedAt?: Date | null;
}

@ObjectType('CarrierTrialEdge')
export class CarrierTrialEdgeType {
  @Field(() => String) cursor!: string;
  @Field(() => CarrierTrialType) node!: CarrierTrialType;
}

@ObjectType('CarrierTrialConnection')
export class CarrierTrialConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [CarrierTrialEdgeType]) edges!: CarrierTrialEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}

@ObjectType('TemplateProblem', { description: 'What is wrong with a template; line and column count from 1.' })
export class TemplateProblemType {
  @Field(() => String) part!: string;
  @Field(() => Int, { nullable: true }) line?: number | null;
  @Field(() => Int, { nullable: true }) column?: number | null;
  @Field(() => String) code!: string;
  @Field(() => String) found!: string;
  @Field(() => String, { nullable: true }) suggestion?: string | null;
}

@ObjectType('TemplatePreview')
export class TemplatePreviewType {
  @Field(() => [TemplateProblemType]) problems!: TemplateProblemType[];
  @Field(() => String, { nullable: true }) fileName?: string | null;
  @Field(() => String, { nullable: true, description: 'The file; for PDF the HTML that is printed.' }) text?:
    | string
    | null;
  @Field(() => String, { nullable: true }) subject?: string | null;
  @Field(() => String, { nullable: true }) mailText?: string | null;
  @Field(() => String, { nullable: true }) mailHtml?: string | null;
}

@ObjectType('ReadParcel')
export class ReadParcelType {
  @Field(() => String) shipment!: string;
  @Field(() => String) trackingNumber!: string;
  @Field(() => String) parcelService!: string;
  @Field(() => GraphQLISODateTime, { nullable: true }) shippedAt?: Date | null;
}

@ObjectType('MappingResult', { description: 'What a mapping reads out of a sample.' })
export class MappingResultType {
  @Field(() => [ReadParcelType]) parcels!: ReadParcelType[];
  @Field(() => String, { nullable: true }) problem?: string | null;
}

@InputType()
export class SaveTemplateInput {
  @Field(() => ID) carrierId!: string;
  @Field(() => Json) content!: unknown;
  @Field(() => String, { nullable: true }) note?: string | null;
}

@InputType()
export class PreviewTemplateInput {
  @Field(() => ID) carrierId!: string;
  @Field(() => Json) content!: unknown;
  @Field(() => String, { nullable: true, description: 'A real order; without one a sample is filled in.' })
  orderNumber?: string | null;
}

@InputType()
export class SetCarrierConnectionInput {
  @Field(() => ID) carrierId!: string;
  @Field(() => Json, {
    nullable: true,
    description: 'Secrets that are left out are kept; an empty text takes one away.',
  })
  handover?: unknown;
  @Field(() => Json, { nullable: true, description: 'Including the mapping.' }) returns?: unknown;
  @Field(() => String, {
    nullable: true,
    description: 'Cron of the collective hand-over; empty: every shipment at once.',
  })
  batchCron?: string | null;
}

@InputType()
export class StartTrialInput {
  @Field(() => ID) carrierId!: string;
  @Field(() => TrialKindEnum) kind!: keyof typeof TrialKindEnum;
  @Field(() => ID, { nullable: true, description: 'For a test send: a version that is not published yet.' })
  templateId?: string | null;
}

@InputType()
export class EnterAnswerInput {
  @Field(() => ID) trialId!: string;
  @Field(() => String, { description: 'What the carrier would answer, with the number of the trial.' }) text!: string;
}

@InputType()
export class TestMappingInput {
  @Field(() => Json) mapping!: unknown;
  @Field(() => String) sample!: string;
}
