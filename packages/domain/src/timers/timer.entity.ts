import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Timer',
  tableName: 'timer',
  properties: {
    /** Job and what it works on, for example 'channels.fetch-orders:amazon-de'. */
    key: p.text().primary(),
    job: p.text(),
    data: p.json<object>(),
    everySeconds: p.integer(),
    nextAt: p.datetime(),
    paused: p.boolean().default(false),
  },
});

/** A rhythm in which a job is queued. */
export class Timer extends schema.class {}
schema.setClass(Timer);
