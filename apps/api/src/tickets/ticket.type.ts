import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { RoleEnum, SnoozedForEnum, TicketStatusEnum } from '../enums.ts';
import { Json, PageInfoType } from '../scalars.ts';

@ObjectType('Ticket', { description: 'Something a person has to look at.' })
export class TicketType {
  @Field(() => ID) id!: string;
  @Field(() => String) number!: string;
  @Field(() => String) kind!: string;
  @Field(() => String) reason!: string;
  @Field(() => TicketStatusEnum) status!: keyof typeof TicketStatusEnum;
  @Field(() => Json) evidence!: unknown;
  @Field(() => String, { nullable: true }) shipmentNumber?: string | null;
  @Field(() => Int, { description: '1 urgent … 4 low.' }) priority!: number;
  @Field(() => RoleEnum, { nullable: true, description: 'Everybody of this role may take it.' })
  team?: keyof typeof RoleEnum | null;
  @Field(() => GraphQLISODateTime, { nullable: true }) dueAt?: Date | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Out of the queue until then.' })
  snoozedUntil?: Date | null;
  @Field(() => SnoozedForEnum, { nullable: true }) snoozedFor?: keyof typeof SnoozedForEnum | null;
  @Field(() => Int, { description: 'More than once: its cause has come back.' }) openedTimes!: number;
  @Field(() => GraphQLISODateTime) createdAt!: Date;
  @Field(() => GraphQLISODateTime, { nullable: true }) closedAt?: Date | null;
  @Field(() => String, { nullable: true }) closedBy?: string | null;
  @Field(() => String, { nullable: true }) resolution?: string | null;
  @Field(() => Int) rev!: number;
}

@ObjectType('TicketNote', { description: 'What somebody has written on a ticket.' })
export class TicketNoteType {
  @Field(() => ID) id!: string;
  @Field(() => String, { description: "'note' stays in the house; 'to_customer' is for the customer." }) kind!: string;
  @Field(() => String) text!: string;
  @Field(() => String) by!: string;
  @Field(() => GraphQLISODateTime) at!: Date;
}

@ObjectType('TicketCheck', { description: 'One thing to look at before the ticket is closed.' })
export class TicketCheckType {
  @Field(() => ID) id!: string;
  @Field(() => String) text!: string;
  @Field(() => Boolean) required!: boolean;
  @Field(() => Boolean) done!: boolean;
  @Field(() => String, { nullable: true }) by?: string | null;
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

@ObjectType('TicketViewer', { description: 'Somebody who looks at a ticket right now.' })
export class TicketViewerType {
  @Field(() => ID) ticketId!: string;
  @Field(() => ID) staffId!: string;
  @Field(() => String) name!: string;
  @Field(() => Boolean, { description: 'Has something unsaved.' }) editing!: boolean;
}
