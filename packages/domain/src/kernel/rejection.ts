/** Every reason for which the business says no; translated in the cockpit. */
export type RejectionCode =
  | 'order_not_held'
  | 'order_not_found'
  | 'order_past_cancelling'
  | 'order_changed_meanwhile'
  | 'still_held'
  | 'line_not_found'
  | 'shipment_not_found'
  | 'shipment_not_packing'
  | 'tracking_number_missing'
  | 'too_many_shipments'
  | 'ticket_not_found'
  | 'ticket_closed'
  | 'ticket_holds_order'
  | 'ticket_changed_meanwhile'
  | 'effect_not_found'
  | 'effect_not_failed'
  | 'channel_not_found'
  | 'channel_paused'
  | 'rhythm_invalid'
  | 'policy_invalid'
  | 'period_invalid'
  | 'too_many_backfills'
  | 'backfill_not_found'
  | 'backfill_not_running'
  | 'order_not_shipped'
  | 'refund_too_high'
  | 'refund_empty'
  | 'address_incomplete'
  | 'resolution_missing'
  | 'matrix_invalid'
  | 'matrix_not_found'
  | 'matrix_changed_meanwhile'
  | 'matrix_draft_exists'
  | 'matrix_not_draft'
  | 'matrix_not_scheduled'
  | 'matrix_not_retired'
  | 'matrix_leaves_orders'
  | 'matrix_time_past'
  | 'product_not_found'
  | 'stock_invalid'
  | 'stock_changed_meanwhile'
  | 'carrier_not_found'
  | 'template_not_found'
  | 'template_faulty'
  | 'connection_faulty'
  | 'round_trip_missing'
  | 'trial_not_found'
  | 'trial_not_waiting'
  | 'message_not_found'
  | 'message_not_quarantined'
  | 'item_not_found'
  | 'item_settled'
  | 'invoice_not_found'
  | 'invoice_settled'
  | 'currency_differs'
  | 'amount_does_not_fit'
  | 'account_not_bookable'
  | 'write_off_too_high'
  | 'booking_not_found'
  | 'booking_not_undoable'
  | 'rule_not_found'
  | 'rule_exists'
  | 'rule_needs_unknown_rows'
  | 'nothing_to_export'
  | 'settings_invalid'
  | 'endpoint_not_found'
  | 'endpoint_invalid'
  | 'delivery_not_found'
  | 'cursor_invalid';

/** The business says no. Never retried; shown to the user by its code. */
export class Rejection extends Error {
  override name = 'Rejection';
  readonly code: RejectionCode;
  readonly details: Record<string, unknown>;

  constructor(code: RejectionCode, details: Record<string, unknown> = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}
