import { holidayRegions, type HolidayRegion } from '@kontor/domain/kernel/working-calendar';
import {
  serviceLevels,
  strategyKinds,
  surchargeConditions,
  type ServiceLevel,
  type Strategy,
  type SurchargeCondition,
} from '@kontor/domain/carriers/matrix-terms';
import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../enums.ts';

const ServiceLevelEnum = enumOf(serviceLevels);
registerEnumType(ServiceLevelEnum, { name: 'ServiceLevel' });
const StrategyEnum = enumOf(strategyKinds);
registerEnumType(StrategyEnum, {
  name: 'MatrixStrategyKind',
  description: 'How one of several services that fit is chosen.',
});
const SurchargeEnum = enumOf(surchargeConditions);
registerEnumType(SurchargeEnum, { name: 'SurchargeCondition', description: 'When a surcharge is due.' });
const RegionEnum = enumOf(holidayRegions);
registerEnumType(RegionEnum, {
  name: 'HolidayRegion',
  description: 'A German state, or BUND for the holidays of all.',
});

@ObjectType('TariffBand')
@InputType('TariffBandInput')
export class TariffBandTerms {
  @Field(() => Int, { description: 'Chargeable grams, up to and with.' }) upToG!: number;
  @Field(() => Int, { description: 'Minor units per parcel.' }) cents!: number;
}

@ObjectType('TariffZone')
@InputType('TariffZoneInput')
export class TariffZoneTerms {
  @Field(() => String) name!: string;
  @Field(() => [String]) countries!: string[];
  @Field(() => [String], { description: '26465, 20* or 20000-25999; empty: all.' }) postcodes!: string[];
  @Field(() => [TariffBandTerms], { description: 'Ascending.' }) bands!: TariffBandTerms[];
}

@ObjectType('Surcharge')
@InputType('SurchargeInput')
export class SurchargeTerms {
  @Field(() => String) name!: string;
  @Field(() => SurchargeEnum) when!: SurchargeCondition;
  @Field(() => Int, { description: 'Millimetres or grams, for longer_than and heavier_than.' }) over!: number;
  @Field(() => [String]) postcodes!: string[];
  @Field(() => Int, { description: 'Minor units per parcel.' }) cents!: number;
  @Field(() => Int, { description: 'Of the base price.' }) permille!: number;
}

@ObjectType('Tariff', { description: 'Prices while they are valid.' })
@InputType('TariffInput')
export class TariffTerms {
  @Field(() => String) version!: string;
  @Field(() => String, { nullable: true, description: 'ISO date.' }) validFrom?: string | null;
  @Field(() => String, { nullable: true, description: 'ISO date.' }) validTo?: string | null;
  @Field(() => [TariffZoneTerms]) zones!: TariffZoneTerms[];
  @Field(() => [SurchargeTerms]) surcharges!: SurchargeTerms[];
}

@ObjectType('MatrixService', { description: 'A row of the matrix. Grams, millimetres, minor units, working days.' })
@InputType('MatrixServiceInput')
export class MatrixServiceTerms {
  @Field(() => String, { description: 'Code of the carrier.' }) carrier!: string;
  @Field(() => String) code!: string;
  @Field(() => String) name!: string;
  @Field(() => String) parcelService!: string;
  @Field(() => Boolean) active!: boolean;
  @Field(() => ServiceLevelEnum) level!: ServiceLevel;
  @Field(() => [String]) countries!: string[];
  @Field(() => [String], { description: '26465, 20* or 20000-25999; empty: all.' }) postcodes!: string[];
  @Field(() => [String]) excludedPostcodes!: string[];
  @Field(() => Boolean) islands!: boolean;
  @Field(() => Boolean) hazardous!: boolean;
  @Field(() => Int) maxWeightG!: number;
  @Field(() => Int, { description: 'Longest side.' }) maxLengthMm!: number;
  @Field(() => Int) maxWidthMm!: number;
  @Field(() => Int, { description: 'Shortest side.' }) maxHeightMm!: number;
  @Field(() => Int, { description: 'Longest side plus twice the other two.' }) maxGirthMm!: number;
  @Field(() => Int, { nullable: true, description: 'Cubic centimetres that count as one kilogram.' })
  volumetricDivisor?: number | null;
  @Field(() => Int) maxParcels!: number;
  @Field(() => String, { description: 'HH:MM in the company’s time zone.' }) cutOff!: string;
  @Field(() => Int) transitDays!: number;
  @Field(() => [Int], { description: '1 = Monday.' }) deliveryWeekdays!: number[];
  @Field(() => [String], { description: 'Codes of channels.' }) excludedChannels!: string[];
  @Field(() => [TariffTerms]) tariffs!: TariffTerms[];
}

@ObjectType('WorkingHours', { description: 'HH:MM in the company’s time zone.' })
@InputType('WorkingHoursInput')
export class WorkingHoursTerms {
  @Field(() => String) from!: string;
  @Field(() => String, { description: 'To 24:00 at most.' }) to!: string;
}

@ObjectType('WorkingCalendar')
@InputType('WorkingCalendarInput')
export class WorkingCalendarTerms {
  @Field(() => [Int], { description: '1 = Monday.' }) weekdays!: number[];
  @Field(() => RegionEnum, { nullable: true }) region?: HolidayRegion | null;
  @Field(() => [String], { description: 'ISO dates.' }) closedOn!: string[];
  @Field(() => WorkingHoursTerms, { nullable: true, description: 'On each working day; null: around the clock.' })
  hours?: WorkingHoursTerms | null;
}

@ObjectType('MatrixCarrier')
@InputType('MatrixCarrierInput')
export class MatrixCarrierTerms {
  @Field(() => String) code!: string;
  @Field(() => String) name!: string;
  @Field(() => Boolean) active!: boolean;
  @Field(() => Int, { description: 'Of its working hours.' }) confirmWithinMinutes!: number;
  @Field(() => WorkingCalendarTerms) calendar!: WorkingCalendarTerms;
  @Field(() => [String], { description: 'Codes of channels.' }) excludedChannels!: string[];
}

@ObjectType('MatrixStrategy')
@InputType('MatrixStrategyInput')
export class MatrixStrategyTerms {
  @Field(() => StrategyEnum) kind!: Strategy['kind'];
  @Field(() => Int, { description: 'Minor units that a day earlier may cost more (cheapest) or weighs (weighted).' })
  dayCents!: number;
}

@ObjectType('MatrixTerms', { description: 'A whole matrix.' })
@InputType('MatrixTermsInput')
export class MatrixTermsType {
  @Field(() => String) currency!: string;
  @Field(() => MatrixStrategyTerms) strategy!: MatrixStrategyTerms;
  @Field(() => [String], { description: 'German postcodes that count as islands.' }) islands!: string[];
  @Field(() => [MatrixCarrierTerms]) carriers!: MatrixCarrierTerms[];
  @Field(() => [MatrixServiceTerms], { description: 'In order of priority.' }) services!: MatrixServiceTerms[];
}
