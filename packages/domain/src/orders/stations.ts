/** The stations of an order, in the order of the process (process.md), with the two that lie beside the way. */
export const stations = [
  'received',
  'held',
  'released',
  'routed',
  'transmitted',
  'shipped',
  'invoiced',
  'paid',
  'closed',
  'cancelled',
] as const;
export type Station = (typeof stations)[number];

/** Stations at which nothing more happens by itself. */
export const endStations: readonly Station[] = ['paid', 'closed', 'cancelled'];

/** Why an order does not run by itself. */
export const holdReasons = [
  'remark',
  'question',
  'extra_items',
  'gift_message',
  'unknown_sku',
  'incomplete_address',
  'country_not_served',
  'cancel_requested',
  'missing_product_data',
  'no_stock',
  'no_carrier_fits',
  'shipped_elsewhere',
  'vat_id_unchecked',
  'vat_registration_missing',
  'vat_local_business',
  'vat_rate_unknown',
  'invoice_invalid',
  'suspected_duplicate',
  'price_deviation',
  'order_value',
  'by_hand',
] as const;
export type HoldReason = (typeof holdReasons)[number];
