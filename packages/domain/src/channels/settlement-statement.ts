/** One row of a settlement report, amounts in minor units. */
export interface StatementRow {
  /** Line in the file, 1 = first row after the titles. */
  lineNo: number;
  transactionType: string;
  orderId: string | null;
  merchantOrderId: string | null;
  adjustmentId: string | null;
  shipmentId: string | null;
  amountType: string;
  amountDescription: string;
  amountCents: number;
  postedAt: Date | null;
  sku: string | null;
  quantity: number | null;
  /** Where in the account it was sold, by the channel's name. */
  marketplaceName?: string | null;
}

/** A settlement as the channel states it; the sum of the rows is not yet proved. */
export interface SettlementStatement {
  settlementId: string;
  startsAt: Date | null;
  endsAt: Date | null;
  depositAt: Date | null;
  totalCents: number;
  currency: string;
  rows: StatementRow[];
}
