import { defineEntity, p } from '@mikro-orm/postgresql';

export type BackfillState = 'running' | 'done' | 'stopped';

const schema = defineEntity({
  name: 'Backfill',
  tableName: 'backfill',
  properties: {
    id: p.uuid().primary(),
    channelId: p.uuid(),
    startsAt: p.datetime(),
    endsAt: p.datetime(),
    state: p.text().$type<BackfillState>(),
    /** Where it goes on: the channel's own token. */
    next: p.text().nullable(),
    seen: p.integer().default(0),
    imported: p.integer().default(0),
    changed: p.integer().default(0),
    lastError: p.text().nullable(),
    requestedBy: p.text(),
    createdAt: p.datetime(),
    finishedAt: p.datetime().nullable(),
  },
});

/** A past period that is fetched again; page and position are stored together. */
export class Backfill extends schema.class {}
schema.setClass(Backfill);
