import { defineEntity, p } from '@mikro-orm/postgresql';
import type { HoldParams } from './hold-checks.ts';
import type { HoldRecord } from './decide-hold.ts';
import type { HoldReason, Station } from './stations.ts';

const ruleSchema = defineEntity({
  name: 'HoldRule',
  tableName: 'hold_rule',
  properties: {
    id: p.uuid().primary(),
    reason: p.text().$type<HoldReason>(),
    /** Null: every channel that has no rule of its own for this reason. */
    channelId: p.uuid().nullable(),
    params: p.json<HoldParams>(),
    /** 1 urgent … 4 low: which reason is named first, and the priority of its ticket. */
    priority: p.integer(),
    active: p.boolean(),
    version: p.integer(),
    updatedAt: p.datetime(),
    updatedBy: p.text(),
  },
});

/** What must not run by itself, as the merchant wants it (F11). */
export class HoldRule extends ruleSchema.class {}
ruleSchema.setClass(HoldRule);

const versionSchema = defineEntity({
  name: 'HoldRuleVersion',
  tableName: 'hold_rule_version',
  properties: {
    ruleId: p.uuid().primary(),
    version: p.integer().primary(),
    params: p.json<HoldParams>(),
    priority: p.integer(),
    active: p.boolean(),
    at: p.datetime(),
    by: p.text(),
  },
});

/** How a rule once stood; never changed. */
export class HoldRuleVersion extends versionSchema.class {}
versionSchema.setClass(HoldRuleVersion);

const decisionSchema = defineEntity({
  name: 'HoldDecision',
  tableName: 'hold_decision',
  properties: {
    id: p.uuid().primary(),
    orderId: p.uuid(),
    station: p.text().$type<Station>(),
    decidedAt: p.datetime(),
    held: p.boolean(),
    record: p.json<HoldRecord>(),
  },
});

/** Why an order was held or let through: every rule looked at, every finding with its numbers. */
export class HoldDecision extends decisionSchema.class {}
decisionSchema.setClass(HoldDecision);
