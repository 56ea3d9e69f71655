/** A settlement file is archived; nobody has read it yet. */
export interface SettlementFetched {
  type: 'SettlementFetched';
  settlementId: string;
}
/** The settlement adds up and its rows are stored. */
export interface SettlementTaken {
  type: 'SettlementTaken';
  settlementId: string;
  rows: number;
}
/** A settlement has rows for this order. */
export interface OrderSettled {
  type: 'OrderSettled';
  orderId: string;
}
/** A clerk's decision became a rule for all rows like it, or no longer is one. */
export interface SettlementRuleLearned {
  type: 'SettlementRuleLearned';
  rule: string;
  words: string[];
  account: string;
}
export interface SettlementRuleRetired {
  type: 'SettlementRuleRetired';
  rule: string;
}
export type SettlementEvent =
  | SettlementRuleLearned
  | SettlementRuleRetired
  | SettlementFetched
  | SettlementTaken
  | OrderSettled;
