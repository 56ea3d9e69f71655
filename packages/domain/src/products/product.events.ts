/** A person has corrected how many units lie at a carrier. */
export interface StockAdjusted {
  type: 'StockAdjusted';
  sku: string;
  carrier: string;
  before: number;
  after: number;
  reason: string;
}
