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
export type SettlementEvent = SettlementFetched | SettlementTaken | OrderSettled;
