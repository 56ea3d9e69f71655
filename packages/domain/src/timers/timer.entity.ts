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
    /** Set: this cron expression instead of the interval, in the company's time zone. */
    cron: p.text().nullable(),
    nextAt: p.datetime(),
    /** Staff set this rhythm: a setup leaves it alone. */
    byStaff: p.boolean().default(false),
    paused: p.boolean().default(false),
  },
});

/** A rhythm in which a job is queued. */
export class Timer extends schema.class {}
schema.setClass(Timer);
