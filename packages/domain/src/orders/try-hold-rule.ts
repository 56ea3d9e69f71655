import { Rejection } from '../kernel/rejection.ts';
import type { Context } from '../kernel/transact.ts';
import { decideHold, type HoldTerms } from './decide-hold.ts';
import { holdChecks } from './hold-checks.ts';
import { loadHoldRules, loadHoldSight } from './load-hold-facts.ts';
import { Order } from './order.entity.ts';
import { ruleProblem, type SaveHoldRule } from './save-hold-rule.ts';

export interface TryHoldRule {
  rule: SaveHoldRule;
  /** The newest orders to look at, 1 … 5,000. */
  last: number;
}

export interface TriedOrder {
  orderId: string;
  order: string;
  placedAt: Date;
  numbers: Record<string, unknown>;
  /** The rule as it stands now would hold it too. */
  alsoNow: boolean;
}

/** What a rule would have done. */
export interface RuleTrial {
  looked: number;
  held: TriedOrder[];
  /** Orders that the present rule holds and this one would let go. */
  let: number;
}

const stepSize = 500;

/**
 * Dry run of a rule on past orders (F11): "would have held 41 of 1,200, these". Looks at each order as the channel gave it,
 * changes nothing. Stock of the past is unknown, so that rule cannot be replayed. Throws Rejection.
 */
export async function tryHoldRule(ctx: Context, { rule, last }: TryHoldRule): Promise<RuleTrial> {
  const problem = ruleProblem(rule);
  if (problem) throw new Rejection('rule_invalid', { problem });
  if (rule.reason === 'no_stock' || !Object.hasOwn(holdChecks, rule.reason)) throw new Rejection('rule_not_replayable');
  const { channelId = null, reason, params, priority } = rule;
  const draft: HoldTerms = { id: 'draft', version: 0, reason, channelId, params, priority, active: true };
  const now = await presentRules(ctx, draft);
  const trial: RuleTrial = { looked: 0, held: [], let: 0 };
  for (let offset = 0; offset < last; offset += stepSize) {
    const orders = await ctx.em.find(Order, channelId ? { channelId } : {}, {
      disableIdentityMap: true,
      orderBy: { placedAt: 'desc', id: 'desc' },
      limit: Math.min(stepSize, last - offset),
      offset,
    });
    await look(ctx, orders, draft, now, trial);
    if (orders.length < stepSize) break;
  }
  return trial;
}

/** The rules for this reason that the draft would stand instead of. */
async function presentRules(ctx: Context, draft: HoldTerms): Promise<HoldTerms[]> {
  const same = (await loadHoldRules(ctx.em)).filter((rule) => rule.reason === draft.reason);
  const own = same.filter((rule) => rule.channelId === draft.channelId);
  return (own.length ? own : same.filter((rule) => rule.channelId === null)).filter((rule) => rule.active);
}

async function look(
  ctx: Context,
  orders: Order[],
  draft: HoldTerms,
  now: HoldTerms[],
  trial: RuleTrial,
): Promise<void> {
  const sight = await loadHoldSight(ctx.em, orders, [draft, ...now]);
  for (const order of orders) {
    const facts = { ...sight.factsOf(order, order.channelAddress ?? order.shippingAddress ?? null), shortages: [] };
    // An order whose address was never told could not be looked at then either.
    if (!facts.address && draft.reason === 'incomplete_address') continue;
    trial.looked += 1;
    const [finding] = decideHold(facts, [draft], []).findings;
    const alsoNow = decideHold(facts, now, []).findings.length > 0;
    if (finding)
      trial.held.push({
        orderId: order.id,
        order: order.number,
        placedAt: order.placedAt,
        numbers: finding.numbers,
        alsoNow,
      });
    else if (alsoNow) trial.let += 1;
  }
}
