import { effectStates } from '@kontor/domain/effects/effect.entity';
import { stations } from '@kontor/domain/orders/stations';
import { roles } from '@kontor/domain/staff/staff.entity';
import { macroActions } from '@kontor/domain/tickets/desk-rules.entity';
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

export const CancelReasonEnum = enumOf(['no_stock', 'buyer_cancelled', 'address_undeliverable', 'other'] as const);
registerEnumType(CancelReasonEnum, { name: 'CancelReason', description: 'Why an order is cancelled.' });

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
