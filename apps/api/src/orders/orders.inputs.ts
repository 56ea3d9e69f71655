import type { Station } from '@kontor/domain/orders/stations';
import { Field, ID, InputType, Int } from 'type-graphql';
import { CancelReasonEnum, type OrderSortEnum, RefundReasonEnum, StationEnum } from '../enums.ts';

export type OrderSort = keyof typeof OrderSortEnum;

@InputType()
export class OrderFilter {
  @Field(() => [StationEnum], { nullable: true }) stations?: Station[] | null;
  @Field(() => Boolean, { nullable: true, description: 'Neither paid, closed nor cancelled.' }) running?:
    | boolean
    | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Parts of order, channel, tracking, invoice or delivery note number, or of the name; every word must be found.',
  })
  search?: string | null;
  @Field(() => ID, { nullable: true }) channelId?: string | null;
  @Field(() => ID, { nullable: true }) carrierId?: string | null;
  @Field(() => Boolean, { nullable: true }) overdue?: boolean | null;
  @Field(() => Boolean, { nullable: true }) ticketOpen?: boolean | null;
  @Field(() => String, {
    nullable: true,
    description: 'First day (YYYY-MM-DD) on which it was placed, in the company’s zone.',
  })
  placedFrom?: string | null;
  @Field(() => String, { nullable: true, description: 'Last such day.' }) placedUntil?: string | null;
}

@InputType()
export class AddressInput {
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true }) company?: string | null;
  @Field(() => String) street!: string;
  @Field(() => String, { nullable: true }) addition?: string | null;
  @Field(() => String) postcode!: string;
  @Field(() => String) city!: string;
  @Field(() => String) country!: string;
}

@InputType()
export class CorrectLineInput {
  @Field(() => ID) lineId!: string;
  @Field(() => String) sku!: string;
}

@InputType()
export class ResumeOrderInput {
  @Field(() => ID) orderId!: string;
  @Field(() => Int, { nullable: true }) expectedRev?: number | null;
  @Field(() => AddressInput, { nullable: true, description: 'Corrections made before it goes on.' })
  shippingAddress?: AddressInput | null;
  @Field(() => [CorrectLineInput], { nullable: true }) lines?: CorrectLineInput[] | null;
  @Field(() => String, { nullable: true }) note?: string | null;
}

@InputType()
export class ChangeLineInput {
  @Field(() => ID) lineId!: string;
  @Field(() => Int, { nullable: true, description: 'Units; 0: the line is not sent.' }) quantity?: number | null;
  @Field(() => String, { nullable: true, description: 'Another article, at the price that was sold.' })
  sku?: string | null;
}

@InputType()
export class AddLineInput {
  @Field(() => String) sku!: string;
  @Field(() => Int) quantity!: number;
  @Field(() => Boolean, { nullable: true, description: 'For nothing, instead of the price list.' })
  free?: boolean | null;
}

@InputType()
export class ChangeOrderLinesInput {
  @Field(() => ID) orderId!: string;
  @Field(() => Int, { nullable: true }) expectedRev?: number | null;
  @Field(() => [ChangeLineInput], { nullable: true }) change?: ChangeLineInput[] | null;
  @Field(() => [AddLineInput], { nullable: true }) add?: AddLineInput[] | null;
}

@InputType()
export class ChangeOrderAddressInput {
  @Field(() => ID) orderId!: string;
  @Field(() => Int, { nullable: true }) expectedRev?: number | null;
  @Field(() => AddressInput) shippingAddress!: AddressInput;
}

@InputType()
export class PartUnitsInput {
  @Field(() => String) sku!: string;
  @Field(() => Int) quantity!: number;
}

@InputType()
export class OrderPartInput {
  @Field(() => [PartUnitsInput]) units!: PartUnitsInput[];
}

@InputType()
export class SplitOrderInput {
  @Field(() => ID) orderId!: string;
  @Field(() => Int, { nullable: true }) expectedRev?: number | null;
  @Field(() => [OrderPartInput], {
    description: 'What leaves apart, two parts at most; the rest is the first shipment. Empty: in one again.',
  })
  parts!: OrderPartInput[];
}

@InputType()
export class HoldOrderInput {
  @Field(() => ID) orderId!: string;
  @Field(() => Int, { nullable: true }) expectedRev?: number | null;
  @Field(() => String, { description: 'Why; kept as a note on its ticket.' }) note!: string;
}

@InputType()
export class CancelOrderInput {
  @Field(() => ID) orderId!: string;
  @Field(() => Int, { nullable: true }) expectedRev?: number | null;
  @Field(() => String, { nullable: true }) note?: string | null;
  @Field(() => CancelReasonEnum, {
    nullable: true,
    description: "What the channel is told; without one it follows from the buyer's request.",
  })
  reason?: keyof typeof CancelReasonEnum | null;
}

@InputType({ description: 'What of a line is given back; gross minor units, none negative.' })
export class RefundLineInput {
  @Field(() => ID) lineId!: string;
  @Field(() => Int) goodsCents!: number;
  @Field(() => Int) shippingCents!: number;
}

@InputType()
export class RefundOrderInput {
  @Field(() => ID) orderId!: string;
  @Field(() => Int, { nullable: true }) expectedRev?: number | null;
  @Field(() => RefundReasonEnum) reason!: keyof typeof RefundReasonEnum;
  @Field(() => [RefundLineInput], { description: 'Never more than a line has cost.' }) lines!: RefundLineInput[];
}
