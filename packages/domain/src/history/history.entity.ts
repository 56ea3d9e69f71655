import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'HistoryEntry',
  tableName: 'history',
  properties: {
    seq: p.bigint('string').primary(),
    /** The transaction that wrote it; followers read below the oldest one still running. */
    xid: p.text().columnType('xid8').defaultRaw('pg_current_xact_id()'),
    type: p.text(),
    orderId: p.uuid().nullable(),
    ticketId: p.uuid().nullable(),
    actor: p.text(),
    data: p.json<Record<string, unknown>>(),
    at: p.datetime(),
  },
});

/** One fact of the append-only history. */
export class HistoryEntry extends schema.class {}
schema.setClass(HistoryEntry);
