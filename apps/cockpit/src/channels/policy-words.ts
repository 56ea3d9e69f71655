import type { Say } from '../i18n/say.ts';

/** A value of a policy's field in words; `field` as the history names it: 'mails.received', 'invoiceUpload' … */
export function policyValueText(field: string, value: unknown, t: Say): string {
  if (typeof value === 'boolean') return t(value ? 'channels.policy.on' : 'channels.policy.off');
  if (typeof value === 'number') return t('channels.policy.hours', { n: value });
  const key = `channels.policy.value.${field}.${String(value)}`;
  const text = t(key);
  return text === key ? String(value ?? '–') : text;
}

/** A field's name in words. */
export function policyFieldText(field: string, t: Say): string {
  const key = `channels.policy.field.${field.replace('.', '_')}`;
  const text = t(key);
  return text === key ? field : text;
}
