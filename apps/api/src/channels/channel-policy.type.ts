import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { InvoiceUploadEnum, PolicyConsequenceEnum, ReviewRequestEnum } from '../enums.ts';

type Upload = keyof typeof InvoiceUploadEnum;
type Review = keyof typeof ReviewRequestEnum;

@ObjectType('MailPolicy', { description: 'Which mails the buyers of this channel get from us.' })
export class MailPolicyType {
  @Field(() => Boolean) received!: boolean;
  @Field(() => Boolean) shipped!: boolean;
  @Field(() => Boolean) invoice!: boolean;
}

@ObjectType('ChannelPolicy', { description: 'What a channel allows and does.' })
export class ChannelPolicyType {
  @Field(() => Boolean, { description: 'The channel collects the money.' }) paidByChannel!: boolean;
  @Field(() => Boolean, { description: 'Orders the marketplace fulfils get an invoice from us.' })
  invoiceMarketplaceFulfilled!: boolean;
  @Field(() => MailPolicyType) mails!: MailPolicyType;
  @Field(() => InvoiceUploadEnum, { description: 'Whose invoices are uploaded to the channel.' })
  invoiceUpload!: Upload;
  @Field(() => ReviewRequestEnum, { description: 'Who asks the buyer for a review.' }) reviewRequest!: Review;
  @Field(() => Boolean, { description: 'An order may leave in several shipments.' }) splitShipments!: boolean;
  @Field(() => Int, { description: 'How long personal data may stay away before a person is told.' })
  personalDataWithinHours!: number;
  @Field(() => Int, { description: 'How long before the ship-by deadline a person is told.' })
  warnBeforeShipByHours!: number;
}

@ObjectType('PolicyPreview', { description: 'What a change of policy would mean; nothing is changed.' })
export class PolicyPreviewType {
  @Field(() => ChannelPolicyType) policy!: ChannelPolicyType;
  @Field(() => [PolicyConsequenceEnum], { description: 'What follows from the whole policy.' })
  consequences!: (keyof typeof PolicyConsequenceEnum)[];
}

@InputType()
export class MailPolicyInput {
  @Field(() => Boolean, { nullable: true }) received?: boolean | null;
  @Field(() => Boolean, { nullable: true }) shipped?: boolean | null;
  @Field(() => Boolean, { nullable: true }) invoice?: boolean | null;
}

@InputType({ description: 'What is to be different; what is missing stays as it is.' })
export class ChannelPolicyPatch {
  @Field(() => Boolean, { nullable: true }) paidByChannel?: boolean | null;
  @Field(() => Boolean, { nullable: true }) invoiceMarketplaceFulfilled?: boolean | null;
  @Field(() => MailPolicyInput, { nullable: true }) mails?: MailPolicyInput | null;
  @Field(() => InvoiceUploadEnum, { nullable: true }) invoiceUpload?: Upload | null;
  @Field(() => ReviewRequestEnum, { nullable: true }) reviewRequest?: Review | null;
  @Field(() => Boolean, { nullable: true }) splitShipments?: boolean | null;
  @Field(() => Int, { nullable: true, description: '1 … 168' }) personalDataWithinHours?: number | null;
  @Field(() => Int, { nullable: true, description: '1 … 72' }) warnBeforeShipByHours?: number | null;
}

@InputType()
export class SetChannelPolicyInput {
  @Field(() => ID) channelId!: string;
  @Field(() => ChannelPolicyPatch) policy!: ChannelPolicyPatch;
}
