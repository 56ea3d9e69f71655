import type { Language } from '@kontor/domain/mails/mail-content';
import type { MailKind } from '@kontor/domain/mails/write-mails';
import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import { TemplateProblemType } from '../carriers/hand-over.type.ts';
import { MailKindEnum, MailLanguageEnum } from '../enums.ts';

@ObjectType('MailContent', { description: 'What a mail says; all texts are Liquid.' })
export class MailContentType {
  @Field(() => String) subject!: string;
  @Field(() => String) mailText!: string;
  @Field(() => String) mailHtml!: string;
}

@ObjectType('MailTemplateVersion', { description: 'Never changed; rolling back saves an older one again.' })
export class MailTemplateVersionType {
  @Field(() => ID) id!: string;
  @Field(() => Int) version!: number;
  @Field(() => MailContentType) content!: MailContentType;
  @Field(() => String, { nullable: true }) note?: string | null;
  @Field(() => String) createdBy!: string;
  @Field(() => GraphQLISODateTime) createdAt!: Date;
}

@ObjectType('MailTemplate', { description: 'What a mail of a kind says in a language, at a channel or everywhere.' })
export class MailTemplateType {
  @Field(() => MailContentType, { description: 'As it is sent today.' }) content!: MailContentType;
  @Field(() => String, {
    description: 'Where that comes from: own (of this place), common (of every channel), built_in.',
  })
  source!: string;
  @Field(() => [MailTemplateVersionType], { description: 'Of this place, newest first, 50 at most.' })
  versions!: MailTemplateVersionType[];
}

@ObjectType('MailPreview')
export class MailPreviewType {
  @Field(() => [TemplateProblemType]) problems!: TemplateProblemType[];
  @Field(() => String, { nullable: true }) subject?: string | null;
  @Field(() => String, { nullable: true }) text?: string | null;
  @Field(() => String, { nullable: true }) html?: string | null;
}

@InputType({ description: 'Where a template belongs.' })
export class MailPlaceInput {
  @Field(() => MailKindEnum) kind!: MailKind;
  @Field(() => MailLanguageEnum) language!: Language;
  @Field(() => ID, { nullable: true, description: 'Left out: every channel that has none of its own.' })
  channelId?: string | null;
}

@InputType()
export class MailContentInput {
  @Field(() => String) subject!: string;
  @Field(() => String) mailText!: string;
  @Field(() => String) mailHtml!: string;
}

@InputType()
export class SaveMailTemplateInput {
  @Field(() => MailPlaceInput) place!: MailPlaceInput;
  @Field(() => MailContentInput) content!: MailContentInput;
  @Field(() => String, { nullable: true, description: 'Why it was changed.' }) note?: string | null;
}

@InputType()
export class PreviewMailInput {
  @Field(() => MailPlaceInput) place!: MailPlaceInput;
  @Field(() => MailContentInput) content!: MailContentInput;
  @Field(() => String, { nullable: true, description: 'A real order; left out: a made-up one.' })
  orderNumber?: string | null;
}
