import { effectStates } from '@kontor/domain/effects/effect.entity';
import { stations } from '@kontor/domain/orders/stations';
import { registerEnumType } from 'type-graphql';

/** GraphQL enums of our own words. */
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
