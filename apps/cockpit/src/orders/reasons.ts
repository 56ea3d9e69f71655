import type { Say } from '../i18n/say.ts';

const KNOWN = new Set([
  'remark',
  'question',
  'extra_items',
  'gift_message',
  'unknown_sku',
  'incomplete_address',
  'cancel_requested',
  'no_carrier_fits',
  'missing_product_data',
  'no_stock',
  'country_not_served',
  'vat_id_unchecked',
  'vat_registration_missing',
  'vat_local_business',
  'vat_rate_unknown',
  'invoice_invalid',
  'shipped_elsewhere',
  'suspected_duplicate',
  'price_deviation',
  'order_value',
  'by_hand',
]);

/** A code of the server as readable text where no translation exists. */
export const readable = (code: string) => code.replaceAll(/[_.]/g, ' ');

/** A hold reason in words: short for badges, long says what happened, todo what helps. */
export const reasonText = (reason: string, length: 'short' | 'long' | 'todo', t: Say) =>
  KNOWN.has(reason) ? t(`reasons.${reason}.${length}`) : length === 'todo' ? t('reasons.other.todo') : readable(reason);

/** A code of a group (kind of document, state of a shipment …) in words; unknown ones as they are. */
export function kindText(group: string, kind: string, t: Say): string {
  const key = `${group}.${kind}`;
  const text = t(key);
  return text === key ? readable(kind) : text;
}

export const isHoldReason = (code: string) => KNOWN.has(code);
