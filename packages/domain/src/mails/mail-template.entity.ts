import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Language, MailContent } from './mail-content.ts';
import type { MailKind } from './write-mails.ts';

const schema = defineEntity({
  name: 'MailTemplate',
  tableName: 'mail_template',
  properties: {
    id: p.uuid().primary(),
    kind: p.text().$type<MailKind>(),
    language: p.text().$type<Language>(),
    /** Null: for every channel without a template of its own. */
    channelId: p.uuid().nullable(),
    /** Counts from 1 for each kind, language and channel; the newest is used. */
    version: p.integer(),
    content: p.json<MailContent>(),
    /** Why it was changed. */
    note: p.text().nullable(),
    createdBy: p.text(),
    createdAt: p.datetime(),
  },
  uniques: [{ properties: ['kind', 'language', 'channelId', 'version'] }],
});

/** One version of what a customer mail says; never changed, rolling back saves an older one again. */
export class MailTemplate extends schema.class {}
schema.setClass(MailTemplate);
