import { creditReasons } from '@kontor/domain/documents/document-data';
import { policyConsequences } from '@kontor/domain/channels/policy-consequences';
import { paymentMethods } from '@kontor/domain/channels/incoming-order';
import { cancelReasons, refundReasons } from '@kontor/domain/channels/sales-channel.port';
import { effectStates } from '@kontor/domain/effects/effect.entity';
import { languages } from '@kontor/domain/mails/mail-content';
import { mailKinds } from '@kontor/domain/mails/write-mails';
import { stations } from '@kontor/domain/orders/stations';
import { vatCases } from '@kontor/domain/vat/decide-vat';
import { roles } from '@kontor/domain/staff/staff.entity';
import { macroActions } from '@kontor/domain/tickets/desk-rules.entity';
import { registerEnumType } from 'type-graphql';
import { healthAreas, healthStates } from './health/judge-health.ts';
import { kpiLists } from './kpis/kpis.queries.ts';

/** A GraphQL enum of plain words. */
export const enumOf = <Value extends string>(values: readonly Value[]): { [V in Value]: V } =>
  Object.fromEntries(values.map((value) => [value, value])) as { [V in Value]: V };

export const StationEnum = enumOf(stations);
registerEnumType(StationEnum, {
  name: 'Station',
  description: 'The stations of an order, in the order of the process.',
});

export const TicketStatusEnum = enumOf(['open', 'closed'] as const);
registerEnumType(TicketStatusEnum, { name: 'TicketStatus' });

export const EffectStateEnum = enumOf(effectStates);
registerEnumType(EffectStateEnum, {
  name: 'EffectState',
  description: 'How far an act in the outside world has come.',
});

export const FulfilledByEnum = enumOf(['merchant', 'marketplace'] as const);
registerEnumType(FulfilledByEnum, { name: 'FulfilledBy' });

export const OrderSortEnum = enumOf(['newest', 'oldest', 'shipBy', 'amount'] as const);
registerEnumType(OrderSortEnum, {
  name: 'OrderSort',
  description: 'By when it was placed, by when it has to be shipped (soonest first), by amount (largest first).',
});

export const PaymentMethodEnum = enumOf(paymentMethods);
registerEnumType(PaymentMethodEnum, { name: 'PaymentMethod' });

export const MovementStatusEnum = enumOf(['deferred', 'released'] as const);
registerEnumType(MovementStatusEnum, {
  name: 'MovementStatus',
  description: 'deferred: held back by the channel; released: free to be paid out.',
});

export const LanguageEnum = enumOf(['de', 'en'] as const);
registerEnumType(LanguageEnum, { name: 'Language' });
export const VatCaseEnum = enumOf(vatCases);
registerEnumType(VatCaseEnum, { name: 'VatCase', description: 'Which rule of VAT law an invoice follows.' });

export const CreditReasonEnum = enumOf(creditReasons);
registerEnumType(CreditReasonEnum, { name: 'CreditReason', description: 'Why an invoice is taken back.' });

export const CreditNoteKindEnum = enumOf(['cancellation', 'correction'] as const);
registerEnumType(CreditNoteKindEnum, { name: 'CreditNoteKind', description: 'The whole invoice at once, or a part.' });

export const CreditWishEnum = enumOf(['rest', 'lines', 'shipping', 'amount'] as const);
registerEnumType(CreditWishEnum, {
  name: 'CreditWishKind',
  description: 'Everything that is left, certain lines, shipping, or an allowance on the whole.',
});

export const XRechnungEnum = enumOf(['cii', 'ubl'] as const);
registerEnumType(XRechnungEnum, { name: 'XRechnungSyntax' });

export const TicketOrderEnum = enumOf(['newest', 'urgent'] as const);
registerEnumType(TicketOrderEnum, {
  name: 'TicketOrder',
  description: 'newest: last opened first; urgent: by priority, then by due time.',
});

export const SnoozedForEnum = enumOf(['later', 'customer'] as const);
registerEnumType(SnoozedForEnum, { name: 'SnoozedFor', description: 'What a ticket waits for.' });

export const RoleEnum = enumOf(roles);
registerEnumType(RoleEnum, { name: 'Role', description: 'What a member of staff may do.' });

export const MacroActionEnum = enumOf(macroActions);
registerEnumType(MacroActionEnum, { name: 'MacroAction', description: 'What a macro does after its note.' });

export const ChannelDayStateEnum = enumOf(['listed', 'gap', 'proved'] as const);
registerEnumType(ChannelDayStateEnum, {
  name: 'ChannelDayState',
  description:
    'listed: the channel makes its list; gap: orders are missing and being fetched; proved: none is missing.',
});

export const BackfillStateEnum = enumOf(['running', 'done', 'stopped'] as const);
registerEnumType(BackfillStateEnum, { name: 'BackfillState' });

export const InvoiceUploadEnum = enumOf(['none', 'business', 'all'] as const);
registerEnumType(InvoiceUploadEnum, { name: 'InvoiceUpload' });

export const ReviewRequestEnum = enumOf(['none', 'channel'] as const);
registerEnumType(ReviewRequestEnum, { name: 'ReviewRequest' });

export const PolicyConsequenceEnum = enumOf(policyConsequences);
registerEnumType(PolicyConsequenceEnum, {
  name: 'PolicyConsequence',
  description: 'What somebody who changes a policy has to know.',
});

export const CancelReasonEnum = enumOf(cancelReasons);
registerEnumType(CancelReasonEnum, { name: 'CancelReason', description: 'Why we cancel, as the channel is told.' });

export const RefundReasonEnum = enumOf(refundReasons);
registerEnumType(RefundReasonEnum, {
  name: 'RefundReason',
  description: 'Why money is given back, as the channel is told.',
});

export const HealthAreaEnum = enumOf(healthAreas);
registerEnumType(HealthAreaEnum, { name: 'HealthArea', description: 'Which part of the machinery.' });

export const HealthStateEnum = enumOf(healthStates);
registerEnumType(HealthStateEnum, {
  name: 'HealthState',
  description: 'good; waiting: longer than usual, or in doubt; failing; resting: switched off by a person.',
});

export const JobStateEnum = enumOf(['created', 'retry', 'active', 'failed'] as const);
registerEnumType(JobStateEnum, {
  name: 'JobState',
  description: 'created: waits; retry: failed and waits for its next try; active: runs; failed: given up.',
});

export const KpiListEnum = enumOf(kpiLists);
registerEnumType(KpiListEnum, {
  name: 'KpiList',
  description: 'The orders behind a figure: placed in the period (the first four), or having taken the step in it.',
});

export const MailKindEnum = enumOf(mailKinds);
registerEnumType(MailKindEnum, { name: 'MailKind', description: 'What a customer mail is about.' });

export const MailLanguageEnum = enumOf(languages);
registerEnumType(MailLanguageEnum, { name: 'MailLanguage', description: 'German, or English for everybody else.' });
