import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';

@ObjectType('MailAttachment', { description: 'Its bytes stay in the raw message.' })
export class MailAttachmentType {
  @Field(() => String) name!: string;
  @Field(() => String) mediaType!: string;
  @Field(() => Int, { description: 'Bytes.' }) size!: number;
}

@ObjectType('CustomerMail', { description: 'What a customer wrote, as text.' })
export class CustomerMailType {
  @Field(() => ID, { description: 'The inbound message it was read from.' }) id!: string;
  @Field(() => String, { nullable: true }) sender?: string | null;
  @Field(() => String) subject!: string;
  @Field(() => String) text!: string;
  @Field(() => [MailAttachmentType]) attachments!: MailAttachmentType[];
  @Field(() => String, {
    nullable: true,
    description: "Why it stands with its order: 'token', 'reference', 'subjectNumber', 'textNumber' or 'sender'.",
  })
  threadReason?: string | null;
  @Field(() => String, { nullable: true, description: 'The words or the address that said so.' })
  threadClue?: string | null;
  @Field(() => GraphQLISODateTime) receivedAt!: Date;
}
