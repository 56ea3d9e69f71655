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
  | 'order_not_running'
  | 'order_past_changing'
  | 'order_without_lines'
  | 'article_unknown'
  | 'quantity_invalid'
  | 'price_unknown'
  | 'stock_too_small'
  | 'rule_not_found'
  | 'rule_changed_meanwhile'
  | 'rule_indispensable'
  | 'rule_invalid'
  | 'rule_not_replayable'
  | 'note_missing'
  | 'snooze_invalid'
  | 'staff_not_found'
  | 'merge_invalid'
  | 'checklist_open'
  | 'check_not_found'
  | 'macro_not_found'
  | 'macro_changed_meanwhile'
  | 'macro_invalid'
  | 'assignment_not_found'
  | 'assignment_changed_meanwhile'
  | 'assignment_invalid'
  | 'checklist_changed_meanwhile'
  | 'ticket_without_order';

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
