import { creditReasons } from '@kontor/domain/documents/document-data';
import { effectStates } from '@kontor/domain/effects/effect.entity';
import { stations } from '@kontor/domain/orders/stations';
import { vatCases } from '@kontor/domain/vat/decide-vat';
import { registerEnumType } from 'type-graphql';

const enumOf = <Value extends string>(values: readonly Value[]): { [V in Value]: V } =>
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
