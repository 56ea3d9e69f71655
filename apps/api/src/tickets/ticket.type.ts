import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import { TicketStatusEnum } from '../enums.ts';
import { Json, PageInfoType } from '../scalars.ts';

@ObjectType('Ticket')
export class TicketType {
  @Field(() => ID) id!: string;
  @Field(() => String) number!: string;
  @Field(() => String) kind!: string;
  @Field(() => String) reason!: string;
  @Field(() => TicketStatusEnum) status!: keyof typeof TicketStatusEnum;
  @Field(() => Json) evidence!: unknown;
  @Field(() => String, { nullable: true }) shipmentNumber?: string | null;
  @Field(() => String, { nullable: true }) assignee?: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true }) dueAt?: Date | null;
  @Field(() => GraphQLISODateTime) createdAt!: Date;
  @Field(() => GraphQLISODateTime, { nullable: true }) closedAt?: Date | null;
  @Field(() => String, { nullable: true }) closedBy?: string | null;
  @Field(() => String, { nullable: true }) resolution?: string | null;
  @Field(() => Int) rev!: number;
}

@ObjectType('TicketEdge')
export class TicketEdgeType {
  @Field(() => String) cursor!: string;
  @Field(() => TicketType) node!: TicketType;
}

@ObjectType('TicketConnection')
export class TicketConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [TicketEdgeType]) edges!: TicketEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}

@InputType()
export class TicketFilter {
  @Field(() => TicketStatusEnum, { nullable: true }) status?: keyof typeof TicketStatusEnum | null;
  @Field(() => String, { nullable: true }) kind?: string | null;
  @Field(() => String, { nullable: true }) search?: string | null;
}

@InputType()
export class CloseTicketInput {
  @Field(() => ID) ticketId!: string;
  @Field(() => String) resolution!: string;
}
