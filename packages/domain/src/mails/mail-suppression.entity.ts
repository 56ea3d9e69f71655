import { defineEntity, p } from '@mikro-orm/postgresql';

export const suppressionReasons = ['bounced', 'opted_out', 'by_hand'] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

const schema = defineEntity({
  name: 'MailSuppression',
  tableName: 'mail_suppression',
  properties: {
    /** As `mailAddress` writes it. */
    address: p.text().primary(),
    reason: p.text().$type<SuppressionReason>().primary(),
    evidence: p.json<Record<string, unknown>>(),
    by: p.text(),
    since: p.datetime(),
  },
});

/** An address that is not written to of our own accord; an opt-out concerns review requests only. */
export class MailSuppression extends schema.class {}
schema.setClass(MailSuppression);
