import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MoneyType, PageInfoType } from '../scalars.ts';

@ObjectType('SettlementPart', { description: 'One part of a settlement: how many rows or items, and their sum.' })
export class SettlementPartType {
  @Field(() => Int) count!: number;
  @Field(() => MoneyType) amount!: MoneyType;
}

@ObjectType('SettlementSums', { description: 'matched + fees + reserve + open = payout, always.' })
export class SettlementSumsType {
  @Field(() => SettlementPartType) matched!: SettlementPartType;
  @Field(() => SettlementPartType, { description: 'Fees, advertising, reimbursements and what was written off.' })
  fees!: SettlementPartType;
  @Field(() => SettlementPartType, { description: 'Held back, given back and transferred.' })
  reserve!: SettlementPartType;
  @Field(() => SettlementPartType, { description: 'What no booking has explained yet.' }) open!: SettlementPartType;
  @Field(() => MoneyType) payout!: MoneyType;
  @Field(() => Boolean, { description: 'Ledger and open items agree, to the cent.' }) isBalanced!: boolean;
}

@ObjectType('Settlement', { description: 'A statement of what a channel pays out.' })
export class SettlementType {
  @Field(() => ID) id!: string;
  @Field(() => String, { nullable: true, description: 'The channel’s settlement id.' }) settlementId?: string | null;
  @Field(() => String, { description: 'fetched, matched or refused.' }) state!: string;
  @Field(() => String, { nullable: true, description: 'Why it was refused.' }) problem?: string | null;
  @Field(() => String, { nullable: true }) currency?: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true }) startsAt?: Date | null;
  @Field(() => GraphQLISODateTime, { nullable: true }) endsAt?: Date | null;
  @Field(() => GraphQLISODateTime, { nullable: true }) depositAt?: Date | null;
  @Field(() => GraphQLISODateTime) fetchedAt!: Date;
}

@ObjectType('SettlementEdge')
export class SettlementEdgeType {
  @Field(() => String) cursor!: string;
  @Field(() => SettlementType) node!: SettlementType;
}

@ObjectType('SettlementConnection')
export class SettlementConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [SettlementEdgeType]) edges!: SettlementEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}

@ObjectType('SettlementItem', { description: 'Rows that are one movement of money.' })
export class SettlementItemType {
  @Field(() => ID, { description: 'Its settlement.' }) settlementId!: string;
  @Field(() => Int, { description: 'Line of its first row.' }) itemNo!: number;
  @Field(() => String, { description: 'payment, refund, chargeback or other.' }) kind!: string;
  @Field(() => String) transactionType!: string;
  @Field(() => String, { nullable: true }) amountType?: string | null;
  @Field(() => String, { nullable: true }) amountDescription?: string | null;
  @Field(() => String, { nullable: true }) channelOrderId?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Why it is open: unknown_order, not_invoiced, refund, chargeback, other, overpaid, other_currency, undone.',
  })
  reason?: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true }) postedAt?: Date | null;
}

@ObjectType('SettlementItemEdge')
export class SettlementItemEdgeType {
  @Field(() => String) cursor!: string;
  @Field(() => SettlementItemType) node!: SettlementItemType;
}

@ObjectType('SettlementItemConnection')
export class SettlementItemConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [SettlementItemEdgeType]) edges!: SettlementItemEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}

@ObjectType('SettlementBooking', { description: 'A match, a write-off or a booking on an account.' })
export class SettlementBookingType {
  @Field(() => ID) id!: string;
  @Field(() => String, { description: 'match, offset, difference, account or undo.' }) kind!: string;
  @Field(() => Int, { nullable: true }) itemNo?: number | null;
  @Field(() => String, { nullable: true }) document?: string | null;
  @Field(() => String, { nullable: true, description: 'The ledger’s account where no document was cleared.' })
  account?: string | null;
  @Field(() => MoneyType) amount!: MoneyType;
  @Field(() => String, { nullable: true, description: 'R8:exact, R8:total, learned:<id>, person …' }) rule?:
    | string
    | null;
  @Field(() => GraphQLISODateTime) at!: Date;
  @Field(() => Boolean) canUndo!: boolean;
}

@ObjectType('SettlementBookingEdge')
export class SettlementBookingEdgeType {
  @Field(() => String) cursor!: string;
  @Field(() => SettlementBookingType) node!: SettlementBookingType;
}

@ObjectType('SettlementBookingConnection')
export class SettlementBookingConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [SettlementBookingEdgeType]) edges!: SettlementBookingEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}

@ObjectType('MatchCandidate', { description: 'An open invoice (positive) or credit note (negative).' })
export class MatchCandidateType {
  @Field(() => ID) invoiceId!: string;
  @Field(() => String) number!: string;
  @Field(() => String) order!: string;
  @Field(() => String) channelOrderId!: string;
  @Field(() => String) issuedOn!: string;
  @Field(() => MoneyType) open!: MoneyType;
}

@ObjectType('MatchSuggestion')
export class MatchSuggestionType {
  @Field(() => String, { description: 'match, book or credit_note.' }) action!: string;
  @Field(() => Int, { description: '0–100: how sure.' }) score!: number;
  @Field(() => [String], {
    description: 'same_order, same_number, same_amount, amount_differs, booked_before, no_document.',
  })
  reasons!: string[];
  @Field(() => MatchCandidateType, { nullable: true }) candidate?: MatchCandidateType | null;
  @Field(() => String, { nullable: true }) account?: string | null;
}

@ObjectType('SettlementRuleTrial', { description: 'What a rule would do; nothing is changed.' })
export class SettlementRuleTrialType {
  @Field(() => String) transactionType!: string;
  @Field(() => String) amountType!: string;
  @Field(() => String) amountDescription!: string;
  @Field(() => Int) openItems!: number;
  @Field(() => Int, { description: 'Sum of the open items, minor units.' }) openCents!: number;
  @Field(() => Int) rowsSoFar!: number;
}

@ObjectType('SmallRest', { description: 'A difference small enough to be written off by the rule.' })
export class SmallRestType {
  @Field(() => String, { description: 'underpaid: the rest of an invoice; overpaid: what was paid too much.' })
  kind!: string;
  @Field(() => String, { description: 'Number of the invoice, or the channel’s settlement id.' }) document!: string;
  @Field(() => MoneyType) open!: MoneyType;
}

@ObjectType('WriteOffTrial', {
  description: 'What a rule for small differences would write off now; nothing is changed.',
})
export class WriteOffTrialType {
  @Field(() => Int) count!: number;
  @Field(() => [MoneyType], { description: 'Per currency; positive: written off as a loss on invoices.' })
  sums!: MoneyType[];
  @Field(() => [SmallRestType], { description: 'The largest, at most 20.' }) rests!: SmallRestType[];
}

@ObjectType('SettlementRule', { description: 'A clerk’s decision about a kind of row, for all that come after it.' })
export class SettlementRuleType {
  @Field(() => ID) id!: string;
  @Field(() => String) transactionType!: string;
  @Field(() => String) amountType!: string;
  @Field(() => String) amountDescription!: string;
  @Field(() => String) account!: string;
  @Field(() => GraphQLISODateTime) createdAt!: Date;
}

@InputType()
export class SettlementItemInput {
  @Field(() => ID) settlementId!: string;
  @Field(() => Int) itemNo!: number;
}

@InputType()
export class MatchItemInput extends SettlementItemInput {
  @Field(() => ID) invoiceId!: string;
  @Field(() => Int, { nullable: true, description: 'Signed minor units; left out: as much as fits.' }) cents?:
    | number
    | null;
}

@InputType()
export class BookItemInput extends SettlementItemInput {
  @Field(() => String, {
    description:
      'fees_commission, fees_fulfilment, fees_other, advertising, postage, reimbursement, chargeback_loss or transit.',
  })
  account!: string;
  @Field(() => String, { nullable: true }) note?: string | null;
}
