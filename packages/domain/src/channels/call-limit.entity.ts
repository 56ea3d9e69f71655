import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'CallLimit',
  tableName: 'call_limit',
  properties: {
    /** Account and operation: 'A1SELLER/searchOrders'. */
    key: p.text().primary(),
    ratePerSecond: p.double().$type<number>(),
    burst: p.integer(),
    /** Calls left at `filledAt`; below zero that many callers wait already. */
    tokens: p.double().$type<number>(),
    filledAt: p.datetime(),
    /** Whether the last one who asked got its call. */
    taken: p.boolean(),
    /** How often the other side refused a call all the same. */
    refused: p.integer().default(0),
  },
});

/** What may still be called at the other side, shared by all workers. */
export class CallLimit extends schema.class {}
schema.setClass(CallLimit);
