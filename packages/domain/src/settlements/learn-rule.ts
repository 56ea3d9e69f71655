import { newId } from '../kernel/id.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { closeTickets } from '../tickets/close-ticket.ts';
import { bookOpenItems, isBookable, today, type ItemKey } from './clarify-items.ts';
import { normalised } from './classify-row.ts';
import { itemCause } from './item-tickets.ts';
import type { SettlementRuleLearned, SettlementRuleRetired } from './settlement.events.ts';
import { Settlement, SettlementItem, SettlementRule } from './settlement.entity.ts';

/** Which rows a rule is about, as the clerk sees them. */
interface RuleWords {
  transactionType: string;
  amountType: string;
  amountDescription: string;
}

/** What a rule would do: the open items it books at once, and how many rows of its kind there were so far. */
export interface RuleEffect {
  openItems: number;
  openCents: number;
  rowsSoFar: number;
}

/** Tries a rule on what is there; changes nothing. */
export async function tryRule(ctx: Pick<Context, 'em'>, key: ItemKey): Promise<RuleEffect & RuleWords> {
  const words = wordsOf(await ctx.em.findOne(SettlementItem, { ...key }));
  const [effect] = (await ctx.em.execute(
    `select (select count(*)::int from settlement_item i where ${isBooked}) as "openItems",
            (select coalesce(sum(i.open_cents), 0)::int from settlement_item i where ${isBooked}) as "openCents",
            (select count(*)::int from settlement_row r where ${fits('r')}) as "rowsSoFar"`,
    [...words, ...words, ...words],
  )) as [RuleEffect];
  const [transactionType, amountType, amountDescription] = words;
  return { ...effect, transactionType, amountType, amountDescription };
}

const fits = (row: string): string =>
  ['transaction_type', 'amount_type', 'amount_description']
    .map((column) => `lower(trim(${row}.${column})) = ?`)
    .join(' and ');

/** What a new rule books at once: what waits, but for what a person has taken back. */
const isBooked = `${fits('i')} and i.open_cents <> 0 and not i.by_hand`;

/** Rules are about rows nobody knows: what is money of an order is matched, never booked by its kind. */
function wordsOf(item: SettlementItem | null): [string, string, string] {
  if (!item) throw new Rejection('item_not_found');
  const { transactionType, amountType, amountDescription } = item;
  if (item.kind !== 'other' || amountType === null || amountDescription === null)
    throw new Rejection('rule_needs_unknown_rows');
  return normalised({ transactionType, amountType: amountType!, amountDescription: amountDescription! });
}

/** Makes a rule out of a decision: rows like this item go to the account, those that are open now and all that come. */
export function learnRule(ctx: Context, { account, ...key }: ItemKey & { account: string }): Promise<SettlementRule> {
  return transact(ctx, async (tx) => {
    if (!isBookable(account)) throw new Rejection('account_not_bookable');
    const [transactionType, amountType, amountDescription] = wordsOf(await tx.em.findOne(SettlementItem, { ...key }));
    const words = { transactionType, amountType, amountDescription };
    if (await tx.em.count(SettlementRule, { ...words, active: true })) throw new Rejection('rule_exists');
    const rule = tx.em.create(SettlementRule, {
      id: newId(),
      ...words,
      account,
      active: true,
      createdBy: tx.actor,
      createdAt: tx.now(),
    });
    await tx.em.flush();
    tx.record({
      type: 'SettlementRuleLearned',
      rule: rule.id,
      words: [transactionType, amountType, amountDescription],
      account,
    } satisfies SettlementRuleLearned);
    await applyRule(tx, rule);
    return rule;
  });
}

/** Books the open items that fit a rule; those a person has taken back stay with the person. */
async function applyRule(tx: Transaction, rule: SettlementRule): Promise<void> {
  const keys = (await tx.em.execute(
    `select settlement_id, item_no from settlement_item i where ${isBooked}
      order by settlement_id, item_no for update`,
    [rule.transactionType, rule.amountType, rule.amountDescription],
  )) as { settlement_id: string; item_no: number }[];
  if (!keys.length) return;
  const items = await tx.em.find(
    SettlementItem,
    { $or: keys.map((key) => ({ settlementId: key.settlement_id, itemNo: key.item_no })) },
    { refresh: true },
  );
  const settlements = await tx.em.find(Settlement, { id: { $in: items.map(({ settlementId }) => settlementId) } });
  const parts = items.map((item) => ({
    item,
    settlement: settlements.find(({ id }) => id === item.settlementId)!,
    account: rule.account,
    rule: `learned:${rule.id}`,
  }));
  await bookOpenItems(tx, parts, await today(tx));
  await closeTickets(
    tx,
    items.map((item) => itemCause({ ...item, channelOrderId: null }, 'other')),
    'clarified',
  );
}

/** Switches a rule off; what it has booked stays booked. */
export function retireRule(ctx: Context, ruleId: string): Promise<SettlementRule> {
  return transact(ctx, async (tx) => {
    const rule = await tx.em.findOne(SettlementRule, ruleId);
    if (!rule?.active) throw new Rejection('rule_not_found');
    rule.active = false;
    tx.record({ type: 'SettlementRuleRetired', rule: ruleId } satisfies SettlementRuleRetired);
    return rule;
  });
}
