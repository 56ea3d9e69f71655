import { Field, GraphQLISODateTime, ID, InputType, Int } from 'type-graphql';
import { RoleEnum, SnoozedForEnum, TicketStatusEnum } from '../enums.ts';

@InputType()
export class TicketFilter {
  @Field(() => TicketStatusEnum, { nullable: true }) status?: keyof typeof TicketStatusEnum | null;
  @Field(() => String, { nullable: true }) kind?: string | null;
  @Field(() => String, { nullable: true }) reason?: string | null;
  @Field(() => ID, { nullable: true }) channelId?: string | null;
  @Field(() => ID, { nullable: true }) orderId?: string | null;
  @Field(() => ID, { nullable: true }) assigneeId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Assigned to who asks.' }) mine?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'For the role of who asks and taken by nobody.' })
  team?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'true: put off; false: in the queue now.' })
  snoozed?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Due before now.' }) late?: boolean | null;
  @Field(() => String, {
    nullable: true,
    description: 'Ticket, order, channel order or shipment number, name of the customer, reason, or words of a note.',
  })
  search?: string | null;
}

@InputType()
class OnTicketInput {
  @Field(() => ID) ticketId!: string;
  @Field(() => Int, { nullable: true, description: 'The `rev` that was looked at; a newer one is refused (CONFLICT).' })
  expectedRev?: number | null;
}

@InputType()
export class CloseTicketInput extends OnTicketInput {
  @Field(() => String) resolution!: string;
}

@InputType()
export class HandOverTicketInput extends OnTicketInput {
  @Field(() => ID, { nullable: true }) assigneeId?: string | null;
  @Field(() => RoleEnum, { nullable: true }) team?: keyof typeof RoleEnum | null;
  @Field(() => String, { nullable: true }) note?: string | null;
}

@InputType()
export class SnoozeTicketInput extends OnTicketInput {
  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Null: back into the queue now.' })
  until?: Date | null;
  @Field(() => SnoozedForEnum, { nullable: true }) for?: keyof typeof SnoozedForEnum | null;
}

@InputType()
export class SetTicketPriorityInput extends OnTicketInput {
  @Field(() => Int, { description: '1 urgent … 4 low.' }) priority!: 1 | 2 | 3 | 4;
}

@InputType()
export class NoteTicketInput {
  @Field(() => ID) ticketId!: string;
  @Field(() => String) text!: string;
}

@InputType()
export class ContactCustomerInput extends OnTicketInput {
  @Field(() => String) text!: string;
}

@InputType()
export class MergeTicketsInput extends OnTicketInput {
  @Field(() => String, { description: 'Number of the ticket in which this one goes on.' }) intoNumber!: string;
}

@InputType()
export class CheckOffTicketInput extends OnTicketInput {
  @Field(() => ID) item!: string;
  @Field(() => Boolean) done!: boolean;
}

@InputType()
export class ApplyMacroInput extends OnTicketInput {
  @Field(() => ID) macroId!: string;
}

@InputType()
export class CreateTicketInput {
  @Field(() => String, { description: 'What is to be done, in a few words.' }) subject!: string;
  @Field(() => ID, { nullable: true }) orderId?: string | null;
  @Field(() => Int, { nullable: true }) priority?: 1 | 2 | 3 | 4 | null;
  @Field(() => GraphQLISODateTime, { nullable: true }) dueAt?: Date | null;
}
