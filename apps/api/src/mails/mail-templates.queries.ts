import { checkMail, renderMail, sampleMail } from '@kontor/connectors/formats/mail/render-mail';
import { loadCompany } from '@kontor/domain/company/seller';
import { Rejection } from '@kontor/domain/kernel/rejection';
import type { Context } from '@kontor/domain/kernel/transact';
import { loadLetters, mailDataOf } from '@kontor/domain/mails/load-letters';
import { mailContent, type MailData } from '@kontor/domain/mails/mail-content';
import { MailTemplate } from '@kontor/domain/mails/mail-template.entity';
import { currentContents } from '@kontor/domain/mails/save-mail-template';
import { Order } from '@kontor/domain/orders/order.entity';
import { filled, shaped } from '../carriers/hand-over.queries.ts';
import type { MailPlaceInput, MailPreviewType, MailTemplateType, PreviewMailInput } from './mail-template.type.ts';

const mostVersions = 50;
const placeOf = ({ kind, language, channelId = null }: MailPlaceInput) => ({ kind, language, channelId });

/** What a mail says today, where that comes from, and what it said before. */
export async function mailTemplateOf(ctx: Context, input: MailPlaceInput): Promise<MailTemplateType> {
  const place = placeOf(input);
  const versions = await ctx.em.find(MailTemplate, place, { orderBy: { version: 'desc' }, limit: mostVersions });
  return { ...(await currentContents(ctx))(place), versions };
}

/** A template filled with a real order, or with the sample; what is wrong with it instead, if anything. */
export async function previewMail(
  ctx: Context,
  { place, content, orderNumber }: PreviewMailInput,
): Promise<MailPreviewType> {
  const written = shaped(mailContent, content);
  const problems = checkMail(written);
  if (problems.length) return { problems };
  const number = orderNumber?.trim();
  const data = number ? await dataOf(ctx, place, number) : { ...sampleMail, language: place.language };
  return filled(() => renderMail(written, data));
}

/** A real order as its mail would see it. */
async function dataOf(ctx: Context, { kind, language }: MailPlaceInput, number: string): Promise<MailData> {
  const order = await ctx.em.findOne(Order, { number });
  if (!order) throw new Rejection('order_not_found', { number });
  const about = { orderId: order.id, shipmentId: null, intent: { mail: kind } };
  const letter = (await loadLetters(ctx, [about]))(about);
  if (!letter) throw new Rejection('order_not_found', { number });
  return mailDataOf(await loadCompany(ctx), letter, language);
}
