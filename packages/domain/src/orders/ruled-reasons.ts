import type { HoldParams } from './hold-checks.ts';
import type { HoldReason } from './stations.ts';

/** What the rule for each reason can be told; reasons that are missing here are found by the process itself. */
export const ruledReasons: Partial<Record<HoldReason, (keyof HoldParams)[]>> = {
  cancel_requested: ['words'],
  unknown_sku: [],
  incomplete_address: [],
  country_not_served: ['countries'],
  extra_items: ['words'],
  question: ['words'],
  remark: [],
  gift_message: [],
  no_stock: [],
  missing_product_data: [],
  no_carrier_fits: [],
  suspected_duplicate: ['withinMinutes'],
  price_deviation: ['percent'],
  order_value: ['limitCents'],
};
