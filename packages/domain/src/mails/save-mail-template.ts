import type { TemplateProblem } from '../carriers/template-content.ts';
import { readOnly } from '../kernel/batch.ts';
import { newId } from '../kernel/id.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context } from '../kernel/transact.ts';
import type { Language, MailContent } from './mail-content.ts';
import { defaultContent } from './mail-defaults.ts';
import { MailTemplate } from './mail-template.entity.ts';
import type { MailKind } from './write-mails.ts';

/** Where a template belongs; without a channel to every one that has none of its own. */
export interface MailPlace {
  kind: MailKind;
  language: Language;
  channelId: string | null;
}

/** Finds what is wrong with a template; empty when it can be used. */
export type MailCheck = (content: MailContent) => TemplateProblem[];

/** Stores a checked template as the next version of its place, used from the next mail on. Throws Rejection with the problems. */
export function saveMailTemplate(
  ctx: Context,
  { kind, language, channelId, content, note }: MailPlace & { content: MailContent; note: string | null },
  check: MailCheck,
): Promise<MailTemplate> {
  return transact(ctx, async (tx) => {
    const problems = check(content);
    if (problems.length) throw new Rejection('template_faulty', { problems });
    // Versions are counted by one at a time.
    await tx.em.execute('lock table mail_template in share row exclusive mode');
    const place = { kind, language, channelId };
    const newest = await tx.em.findOne(MailTemplate, place, { orderBy: { version: 'desc' } });
    return tx.em.create(MailTemplate, {
      id: newId(),
      ...place,
      version: (newest?.version ?? 0) + 1,
      content,
      note,
      createdBy: tx.actor,
      createdAt: tx.now(),
    });
  });
}

/** Rolls back: what an older version says becomes the newest version of its place. Throws Rejection. */
export async function restoreMailTemplate(ctx: Context, templateId: string, check: MailCheck): Promise<MailTemplate> {
  const old = await ctx.em.findOne(MailTemplate, templateId, readOnly);
  if (!old) throw new Rejection('template_not_found');
  const { kind, language, channelId = null, content, version } = old;
  return saveMailTemplate(ctx, { kind, language, channelId, content, note: `= ${version}` }, check);
}

/** What a mail says today, and where that comes from. */
export interface CurrentContent {
  content: MailContent;
  source: 'own' | 'common' | 'built_in';
}

/** What each mail says today: the channel's own template, else the common one, else the one built in. */
export async function currentContents(ctx: Context): Promise<(place: MailPlace) => CurrentContent> {
  const newest = await ctx.em.execute<
    (Pick<MailTemplate, 'kind' | 'language' | 'content'> & { channel_id: string | null })[]
  >(
    `select distinct on (kind, language, channel_id) kind, language, channel_id, content from mail_template
     order by kind, language, channel_id, version desc`,
  );
  return (place) => {
    const here = newest.filter(({ kind, language }) => kind === place.kind && language === place.language);
    const own = here.find((row) => row.channel_id === place.channelId);
    if (own) return { content: own.content, source: 'own' };
    const common = here.find((row) => !row.channel_id);
    if (common) return { content: common.content, source: 'common' };
    return { content: defaultContent(place.kind, place.language), source: 'built_in' };
  };
}
