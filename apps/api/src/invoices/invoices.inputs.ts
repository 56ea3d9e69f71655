import type { CreditReason } from '@kontor/domain/documents/document-data';
import type { CreditWish } from '@kontor/domain/invoices/decide-credit';
import type { VatCase } from '@kontor/domain/vat/decide-vat';
import { GraphQLError } from 'graphql';
import { Field, ID, InputType, Int } from 'type-graphql';
import { CreditReasonEnum, CreditWishEnum, VatCaseEnum } from '../enums.ts';

@InputType()
export class InvoiceFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Beginning of the invoice number, order number or channel order id.',
  })
  search?: string | null;
  @Field(() => String, { nullable: true, description: 'open, paid or offset.' })
  state?: 'open' | 'paid' | 'offset' | null;
  @Field(() => VatCaseEnum, { nullable: true }) vatCase?: VatCase | null;
  @Field(() => Boolean, { nullable: true, description: 'Has credit notes, or has none.' }) credited?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Its mail has left, or has not.' }) mailed?: boolean | null;
}

@InputType()
export class CreditLineInput {
  @Field(() => Int, { description: 'Index of the line on the invoice.' }) line!: number;
  @Field(() => Int, { nullable: true, description: 'Units to take back.' }) quantity?: number | null;
  @Field(() => Int, { nullable: true, description: 'Or a gross amount in minor units.' }) grossCents?: number | null;
}

@InputType()
export class CreditWishInput {
  @Field(() => CreditWishEnum) kind!: 'rest' | 'lines' | 'shipping' | 'amount';
  @Field(() => [CreditLineInput], { nullable: true, description: 'For lines.' }) lines?: CreditLineInput[] | null;
  @Field(() => Int, { nullable: true, description: 'For amount: gross minor units.' }) grossCents?: number | null;
}

@InputType()
export class CreditInvoiceInput {
  @Field(() => ID) invoiceId!: string;
  @Field(() => CreditWishInput) wish!: CreditWishInput;
  @Field(() => CreditReasonEnum) reason!: CreditReason;
  @Field(() => String, { nullable: true, description: 'Printed behind the reason.' }) note?: string | null;
  @Field(() => String, { nullable: true, description: 'The same reference is the same credit note.' })
  reference?: string | null;
}

/** The wish as the domain knows it; throws BAD_USER_INPUT when its kind misses what it needs. */
export function toWish({ kind, lines, grossCents }: CreditWishInput): CreditWish {
  if (kind === 'rest' || kind === 'shipping') return { kind };
  if (kind === 'lines' && lines) return { kind, lines };
  if (kind === 'amount' && typeof grossCents === 'number') return { kind, grossCents };
  throw new GraphQLError(`\`${kind}\` needs ${kind === 'lines' ? '`lines`' : '`grossCents`'}`, {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
