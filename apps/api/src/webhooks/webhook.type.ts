import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import { PageInfoType } from '../scalars.ts';

@ObjectType('WebhookEndpoint', {
  description: 'Where an accounting system hears of invoices and payments (Standard Webhooks).',
})
export class WebhookEndpointType {
  @Field(() => ID) id!: string;
  @Field(() => String) url!: string;
  @Field(() => String) description!: string;
  @Field(() => [String], { description: 'Empty: all of them.' }) eventTypes!: string[];
  @Field(() => String, { description: 'active, paused, or stopped at a message that was not taken.' }) state!: string;
  @Field(() => String, { description: 'Everything before it has arrived or was not wanted.' }) cursor!: string;
  @Field(() => Int, { description: 'Tries of the message that is next.' }) attempts!: number;
  @Field(() => String, { nullable: true }) lastError?: string | null;
  @Field(() => GraphQLISODateTime) nextAt!: Date;
  @Field(() => GraphQLISODateTime) createdAt!: Date;
}

@ObjectType('NewWebhookEndpoint')
export class NewWebhookEndpointType {
  @Field(() => WebhookEndpointType) endpoint!: WebhookEndpointType;
  @Field(() => String, { description: 'Shown this once.' }) secret!: string;
}

@ObjectType('WebhookDelivery')
export class WebhookDeliveryType {
  @Field(() => ID) id!: string;
  @Field(() => String) messageId!: string;
  @Field(() => String) cursor!: string;
  @Field(() => String) type!: string;
  @Field(() => String, { description: 'delivered, failing, dead or skipped.' }) state!: string;
  @Field(() => Int) attempts!: number;
  @Field(() => Int, { nullable: true, description: 'HTTP status.' }) status?: number | null;
  @Field(() => String, { nullable: true }) error?: string | null;
  @Field(() => GraphQLISODateTime) firstAt!: Date;
  @Field(() => GraphQLISODateTime) lastAt!: Date;
}

@ObjectType('WebhookDeliveryEdge')
export class WebhookDeliveryEdgeType {
  @Field(() => String) cursor!: string;
  @Field(() => WebhookDeliveryType) node!: WebhookDeliveryType;
}

@ObjectType('WebhookDeliveryConnection')
export class WebhookDeliveryConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [WebhookDeliveryEdgeType]) edges!: WebhookDeliveryEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}

@InputType()
export class WebhookEndpointInput {
  @Field(() => String) url!: string;
  @Field(() => String, { defaultValue: '' }) description!: string;
  @Field(() => [String], { defaultValue: [], description: 'Empty: all of them.' }) eventTypes!: string[];
}

@InputType()
export class NewWebhookEndpointInput extends WebhookEndpointInput {
  @Field(() => String, { nullable: true, description: 'A cursor, "0:0" = from the beginning, else from now.' }) since?:
    | string
    | null;
}
