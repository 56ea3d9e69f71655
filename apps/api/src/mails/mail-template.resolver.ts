import { checkMail } from '@kontor/connectors/formats/mail/render-mail';
import { mailContent } from '@kontor/domain/mails/mail-content';
import { restoreMailTemplate, saveMailTemplate } from '@kontor/domain/mails/save-mail-template';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { mayAdminister, mayDecide } from '../access.ts';
import { shaped } from '../carriers/hand-over.queries.ts';
import type { ApiContext } from '../context.ts';
import {
  MailPlaceInput,
  MailPreviewType,
  MailTemplateType,
  MailTemplateVersionType,
  PreviewMailInput,
  SaveMailTemplateInput,
} from './mail-template.type.ts';
import { mailTemplateOf, previewMail } from './mail-templates.queries.ts';

@Resolver()
export class MailTemplateResolver {
  @Query(() => MailTemplateType, { description: 'What a customer mail says today, and its versions.' })
  mailTemplate(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('place', () => MailPlaceInput) place: MailPlaceInput,
  ): Promise<MailTemplateType> {
    mayDecide(caller);
    return mailTemplateOf(ctx, place);
  }

  @Query(() => MailPreviewType, {
    description: 'Checks a template and fills it with a real order or a sample; nothing is stored or sent.',
  })
  previewMail(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => PreviewMailInput) input: PreviewMailInput,
  ): Promise<MailPreviewType> {
    mayDecide(caller);
    return previewMail(ctx, input);
  }

  @Mutation(() => MailTemplateVersionType, {
    description:
      'Stores a checked template as the next version, used from the next mail on; `template_faulty` tells what is wrong and where.',
  })
  saveMailTemplate(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => SaveMailTemplateInput) { place, content, note = null }: SaveMailTemplateInput,
  ): Promise<MailTemplateVersionType> {
    mayAdminister(caller);
    const { kind, language, channelId = null } = place;
    const checked = { kind, language, channelId, content: shaped(mailContent, content), note: note?.trim() || null };
    return saveMailTemplate(ctx, checked, checkMail);
  }

  @Mutation(() => MailTemplateVersionType, { description: 'Rolls back: an older version becomes the newest.' })
  restoreMailTemplate(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('templateId', () => ID) templateId: string,
  ): Promise<MailTemplateVersionType> {
    mayAdminister(caller);
    return restoreMailTemplate(ctx, templateId, checkMail);
  }
}
