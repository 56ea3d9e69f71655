import { defineEntity, p } from '@mikro-orm/postgresql';
import type { TemplateContent } from './template-content.ts';

const schema = defineEntity({
  name: 'HandOverTemplate',
  tableName: 'hand_over_template',
  properties: {
    id: p.uuid().primary(),
    carrierId: p.uuid(),
    /** Counts from 1 for each carrier. */
    version: p.integer(),
    content: p.json<TemplateContent>(),
    /** Why it was changed. */
    note: p.text().nullable(),
    createdBy: p.text(),
    createdAt: p.datetime(),
  },
  uniques: [{ properties: ['carrierId', 'version'] }],
});

/** One version of a carrier's template; never changed, the carrier names the one that is published. */
export class HandOverTemplate extends schema.class {}
schema.setClass(HandOverTemplate);
