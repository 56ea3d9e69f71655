import type { VatCase } from '@kontor/domain/vat/decide-vat';
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { CreditNoteKindEnum, CreditReasonEnum, VatCaseEnum } from '../enums.ts';
import { MoneyType, PageInfoType } from '../scalars.ts';

@ObjectType('InvoiceLine', { description: 'One printed line; shipping is a line of its own.' })
export class InvoiceLineType {
  @Field(() => Int, { description: 'Its index, by which creditInvoice names it.' }) line!: number;
  @Field(() => Int) position!: number;
  @Field(() => String, { nullable: true, description: 'Null for shipping and allowances.' }) sku!: string | null;
  @Field(() => String) title!: string;
  @Field(() => Int) quantity!: number;
  @Field(() => Int, { description: 'Rate in per mille: 190 = 19 %.' }) vatPermille!: number;
  @Field(() => MoneyType) unitGross!: MoneyType;
  @Field(() => MoneyType) net!: MoneyType;
  @Field(() => MoneyType) vat!: MoneyType;
  @Field(() => MoneyType) gross!: MoneyType;
  @Field(() => MoneyType, { description: 'What credit notes have taken off this line.' }) credited!: MoneyType;
}

@ObjectType('VatTotal', { description: 'The sums of one rate.' })
export class VatTotalType {
  @Field(() => Int, { description: 'Rate in per mille: 190 = 19 %.' }) vatPermille!: number;
  @Field(() => MoneyType) net!: MoneyType;
  @Field(() => MoneyType) vat!: MoneyType;
  @Field(() => MoneyType) gross!: MoneyType;
}

@ObjectType('VatReason', { description: 'Why a document is taxed as it is, as it was decided and stored.' })
export class VatReasonType {
  @Field(() => VatCaseEnum, { description: 'The rule that applied.' }) case!: VatCase;
  @Field(() => String, { description: 'Whose rates apply; XI is Northern Ireland.' }) country!: string;
  @Field(() => String, { description: 'Country the goods left.' }) shipsFrom!: string;
  @Field(() => String, { nullable: true, description: 'EN 16931 category of an exemption: E, G or K.' })
  exempt!: string | null;
  @Field(() => String, { nullable: true }) sellerVatId!: string | null;
  @Field(() => String, { nullable: true }) buyerVatId!: string | null;
  @Field(() => String, { nullable: true, description: 'valid, approved, invalid, malformed or unchecked.' })
  buyerVatIdState!: string | null;
  @Field(() => String, { nullable: true, description: 'The note printed on the document, in its language.' })
  note!: string | null;
}

@ObjectType('Invoice', { description: 'An issued invoice; it never changes, credit notes correct it.' })
export class InvoiceType {
  @Field(() => ID) id!: string;
  @Field(() => String) number!: string;
  @Field(() => String, { description: 'ISO date, the company’s day.' }) issuedOn!: string;
  @Field(() => String, { description: 'open, paid or offset (cancelled before it was paid).' }) state!: string;
  @Field(() => String, { description: 'Its link in the chain of its range (sha256).' }) hash!: string;
}

@ObjectType('CreditNote', { description: 'Takes an invoice back, whole or in part; amounts are positive.' })
export class CreditNoteType {
  @Field(() => ID) id!: string;
  @Field(() => String) number!: string;
  @Field(() => CreditNoteKindEnum) kind!: string;
  @Field(() => CreditReasonEnum) reason!: string;
  @Field(() => String, { description: 'Number of the invoice it corrects.' }) invoiceNumber!: string;
  @Field(() => String, { description: 'ISO date, the company’s day.' }) issuedOn!: string;
  @Field(() => String, { description: 'Its link in the chain of its range (sha256).' }) hash!: string;
}

@ObjectType('CreditPreview', { description: 'What a credit note would say.' })
export class CreditPreviewType {
  @Field(() => CreditNoteKindEnum) kind!: string;
  @Field(() => [InvoiceLineType]) lines!: InvoiceLineType[];
  @Field(() => [VatTotalType]) totals!: VatTotalType[];
  @Field(() => MoneyType) net!: MoneyType;
  @Field(() => MoneyType) vat!: MoneyType;
  @Field(() => MoneyType) gross!: MoneyType;
}

@ObjectType('DocumentChain', {
  description: 'The chain of one number range, followed from its first to its newest link.',
})
export class DocumentChainType {
  @Field(() => String) range!: string;
  @Field(() => Int) documents!: number;
  @Field(() => String, { nullable: true, description: 'Hash of the newest document.' }) head!: string | null;
  @Field(() => String, { nullable: true, description: 'First document that does not follow; null: whole.' })
  brokenAt!: string | null;
  @Field(() => String, { nullable: true, description: 'link, content, gap, head or count.' }) why!: string | null;
}

@ObjectType('InvoiceEdge')
export class InvoiceEdgeType {
  @Field(() => String) cursor!: string;
  @Field(() => InvoiceType) node!: InvoiceType;
}

@ObjectType('InvoiceConnection')
export class InvoiceConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [InvoiceEdgeType]) edges!: InvoiceEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}

@ObjectType('CreditNoteEdge')
export class CreditNoteEdgeType {
  @Field(() => String) cursor!: string;
  @Field(() => CreditNoteType) node!: CreditNoteType;
}

@ObjectType('CreditNoteConnection')
export class CreditNoteConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [CreditNoteEdgeType]) edges!: CreditNoteEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}

@ObjectType('Payment')
export class PaymentType {
  @Field(() => ID) id!: string;
  @Field(() => MoneyType) amount!: MoneyType;
  @Field(() => GraphQLISODateTime) at!: Date;
  @Field(() => String) settlement!: string;
}
