import { LockMode } from '@mikro-orm/core';
import { newId } from '../kernel/id.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { indispensable } from './decide-hold.ts';
import type { HoldParams } from './hold-checks.ts';
import { HoldRule, HoldRuleVersion } from './hold-rule.entity.ts';
import type { HoldRuleSaved } from './order.events.ts';
import { ruledReasons } from './ruled-reasons.ts';
import type { HoldReason } from './stations.ts';

export interface SaveHoldRule {
  /** Null: a new rule. */
  ruleId?: string | null;
  /** What the person looked at; a newer state is refused. */
  expectedVersion?: number | null;
  reason: HoldReason;
  /** Null: every channel that has no rule of its own for this reason. Fixed once the rule is there. */
  channelId?: string | null;
  params: HoldParams;
  /** 1 urgent … 4 low. */
  priority: number;
  active: boolean;
}

/** Adds or changes a hold rule; each state is kept as a version (F11). Throws Rejection. */
export function saveHoldRule(ctx: Context, input: SaveHoldRule): Promise<HoldRule> {
  return transact(ctx, async (tx) => {
    const problem = ruleProblem(input);
    if (problem) throw new Rejection('rule_invalid', { problem });
    if (!input.active && indispensable.includes(input.reason)) throw new Rejection('rule_indispensable');
    const rule = input.ruleId ? await changed(tx, input, input.ruleId) : await added(tx, input);
    const { id: ruleId, version, params, priority, active } = rule;
    tx.em.create(HoldRuleVersion, { ruleId, version, params, priority, active, at: tx.now(), by: tx.actor });
    tx.record({ type: 'HoldRuleSaved', rule: ruleId, reason: rule.reason, version } satisfies HoldRuleSaved);
    return rule;
  });
}

/** What is wrong with a rule; null when it can be saved. Pure. */
export function ruleProblem({ reason, params, priority }: SaveHoldRule): string | null {
  const asked = Object.hasOwn(ruledReasons, reason) ? ruledReasons[reason] : undefined;
  if (!asked) return 'no rule can look for this';
  const strange = Object.keys(params).find((name) => !(asked as string[]).includes(name));
  if (strange) return `this rule has no ${strange}`;
  if (![1, 2, 3, 4].includes(priority)) return 'a priority is 1, 2, 3 or 4';
  for (const name of ['percent', 'limitCents', 'withinMinutes'] as const) {
    const value = params[name];
    if (asked.includes(name) && (!Number.isInteger(value) || value! < 1)) return `${name} is a whole number from 1`;
  }
  if ((params.withinMinutes ?? 0) > 43_200) return 'withinMinutes is at most 30 days';
  if (params.countries?.some((country) => !/^[A-Z]{2}$/.test(country))) return 'a country is two capital letters';
  if (params.words?.some((word) => !word.trim())) return 'an empty word';
  return null;
}

async function changed(tx: Transaction, input: SaveHoldRule, ruleId: string): Promise<HoldRule> {
  const rule = await tx.em.findOne(HoldRule, ruleId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!rule || rule.reason !== input.reason) throw new Rejection('rule_not_found');
  if (input.expectedVersion && rule.version !== input.expectedVersion)
    throw new Rejection('rule_changed_meanwhile', { version: rule.version, by: rule.updatedBy });
  const { params, priority, active } = input;
  return Object.assign(rule, {
    params,
    priority,
    active,
    version: rule.version + 1,
    updatedAt: tx.now(),
    updatedBy: tx.actor,
  });
}

async function added(
  tx: Transaction,
  { reason, params, priority, active, channelId = null }: SaveHoldRule,
): Promise<HoldRule> {
  if (await tx.em.findOne(HoldRule, { reason, channelId }))
    throw new Rejection('rule_invalid', { problem: 'there is one' });
  return tx.em.create(HoldRule, {
    id: newId(),
    reason,
    channelId,
    params,
    priority,
    active,
    version: 1,
    updatedAt: tx.now(),
    updatedBy: tx.actor,
  });
}
