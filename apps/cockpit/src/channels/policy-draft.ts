import type { ChannelPolicyPatch } from '../gql/graphql.ts';
import type { Policy } from './channel-detail.ts';

/** The policy as a form holds it: one level, the mails by 'mails.received' … */
export interface PolicyDraft {
  'mails.received': boolean;
  'mails.shipped': boolean;
  'mails.invoice': boolean;
  invoiceUpload: Policy['invoiceUpload'];
  reviewRequest: Policy['reviewRequest'];
  paidByChannel: boolean;
  invoiceMarketplaceFulfilled: boolean;
  splitShipments: boolean;
  personalDataWithinHours: number;
  warnBeforeShipByHours: number;
}
export type PolicyField = keyof PolicyDraft;

export const policyDraft = ({ mails, ...rest }: Policy): PolicyDraft => ({
  'mails.received': mails.received,
  'mails.shipped': mails.shipped,
  'mails.invoice': mails.invoice,
  invoiceUpload: rest.invoiceUpload,
  reviewRequest: rest.reviewRequest,
  paidByChannel: rest.paidByChannel,
  invoiceMarketplaceFulfilled: rest.invoiceMarketplaceFulfilled,
  splitShipments: rest.splitShipments,
  personalDataWithinHours: rest.personalDataWithinHours,
  warnBeforeShipByHours: rest.warnBeforeShipByHours,
});

/** The fields that differ from what is stored. */
export const changedFields = (stored: PolicyDraft, draft: PolicyDraft): PolicyField[] =>
  (Object.keys(stored) as PolicyField[]).filter((field) => stored[field] !== draft[field]);

/** What the API is told: the changed fields alone, so that what a colleague changed elsewhere stays. */
export function patchOf(stored: PolicyDraft, draft: PolicyDraft): ChannelPolicyPatch {
  const mails: Record<string, unknown> = {};
  const patch: Record<string, unknown> = {};
  for (const field of changedFields(stored, draft)) {
    const [, mail] = field.split('.');
    if (mail) mails[mail] = draft[field];
    else patch[field] = draft[field];
  }
  return Object.keys(mails).length ? { ...patch, mails } : patch;
}
