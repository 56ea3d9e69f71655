import { checkEInvoice } from '@kontor/connectors/formats/e-invoice/check-e-invoice';
import type { InvoiceData } from '@kontor/domain/documents/document-data';
import type { Effect } from '@kontor/domain/effects/effect.entity';
import { creditedPerLine, creditInvoice, previewCredit } from '@kontor/domain/invoices/credit-invoices';
import { Invoice } from '@kontor/domain/invoices/invoice.entity';
import { verifyChains } from '@kontor/domain/invoices/verify-chains';
import { writeXRechnung } from '@kontor/domain/invoices/write-xrechnung';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { mayAccount, mayDecide } from '../access.ts';
import type { ApiContext } from '../context.ts';
import { DocumentType } from '../documents/document.type.ts';
import { EffectType } from '../effects/effect.type.ts';
import { XRechnungEnum } from '../enums.ts';
import { OrderType } from '../orders/order.type.ts';
import { AddressType, MoneyType } from '../scalars.ts';
import { documentBookings } from '../settlements/bookings.queries.ts';
import { SettlementBookingType } from '../settlements/settlement.type.ts';
import { linesOf, reasonOf, totalsOf } from './document-content.ts';
import {
  CreditNoteType,
  CreditPreviewType,
  DocumentChainType,
  InvoiceConnectionType,
  InvoiceLineType,
  InvoiceType,
  VatReasonType,
  VatTotalType,
} from './invoice.type.ts';
import { CreditInvoiceInput, CreditWishInput, InvoiceFilter, toWish } from './invoices.inputs.ts';
import { findInvoices } from './invoices.queries.ts';

const dataOf = async (invoice: Invoice, { loaders }: ApiContext): Promise<InvoiceData> =>
  (await loaders.invoiceData.load(invoice.id))!.data!;

const mailsOf = async ({ orderId }: Invoice, { loaders }: ApiContext): Promise<Effect[]> =>
  (await loaders.effects.load(orderId)).filter(({ kind, intent }) => kind === 'mail' && intent.mail === 'invoice');

@Resolver(() => InvoiceType)
export class InvoiceResolver {
  @Query(() => InvoiceConnectionType, { description: 'Invoices, newest first.' })
  invoices(
    @Ctx() { ctx }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('filter', () => InvoiceFilter, { nullable: true }) filter: InvoiceFilter | null,
  ): Promise<unknown> {
    return findInvoices(ctx.em, filter, { first, after });
  }

  @Query(() => InvoiceType, { nullable: true, description: 'One invoice by its number.' })
  invoice(@Ctx() { ctx }: ApiContext, @Arg('number', () => String) number: string): Promise<unknown> {
    return ctx.em.findOne(Invoice, { number });
  }

  @Query(() => CreditPreviewType, { description: 'What a credit note would say; nothing is issued.' })
  async creditPreview(
    @Ctx() { ctx }: ApiContext,
    @Arg('invoiceId', () => ID) invoiceId: string,
    @Arg('wish', () => CreditWishInput) wish: CreditWishInput,
  ): Promise<CreditPreviewType> {
    const { invoice, kind, lines, totals, ...cents } = await previewCredit(ctx, { invoiceId, wish: toWish(wish) });
    const { currency } = invoice;
    return {
      kind,
      lines: linesOf(lines, currency),
      totals: totalsOf(totals, currency),
      net: { amount: cents.netCents, currency },
      vat: { amount: cents.vatCents, currency },
      gross: { amount: cents.grossCents, currency },
    };
  }

  @Query(() => [DocumentChainType], { description: 'Follows the chains of all issued documents; reads them all.' })
  async documentChains(@Ctx() { ctx, caller }: ApiContext): Promise<DocumentChainType[]> {
    mayDecide(caller);
    const reports = await verifyChains(ctx);
    return reports.map(({ broken, ...report }) => ({
      ...report,
      brokenAt: broken?.number ?? null,
      why: broken?.why ?? null,
    }));
  }

  @Mutation(() => CreditNoteType, { description: 'Issues a credit note: the rest, lines, shipping or an allowance.' })
  creditInvoice(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => CreditInvoiceInput) { wish, ...input }: CreditInvoiceInput,
  ): Promise<unknown> {
    mayDecide(caller);
    return creditInvoice(ctx, { ...input, wish: toWish(wish) }, checkEInvoice);
  }

  @Mutation(() => Boolean, { description: 'Has the XRechnung of an invoice or credit note written, once per syntax.' })
  async writeXRechnung(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('number', () => String) number: string,
    @Arg('syntax', () => XRechnungEnum) syntax: 'cii' | 'ubl',
  ): Promise<boolean> {
    mayDecide(caller);
    await writeXRechnung(ctx, { number, syntax }, checkEInvoice);
    return true;
  }

  @FieldResolver(() => MoneyType)
  gross(@Root() { grossCents: amount, currency }: Invoice): MoneyType {
    return { amount, currency };
  }

  @FieldResolver(() => MoneyType)
  net(@Root() { netCents: amount, currency }: Invoice): MoneyType {
    return { amount, currency };
  }

  @FieldResolver(() => MoneyType)
  vat(@Root() { vatCents: amount, currency }: Invoice): MoneyType {
    return { amount, currency };
  }

  @FieldResolver(() => MoneyType)
  paid(@Root() { paidCents: amount, currency }: Invoice): MoneyType {
    return { amount, currency };
  }

  @FieldResolver(() => MoneyType, { description: 'Gross of its credit notes.' })
  credited(@Root() { creditedCents: amount, currency }: Invoice): MoneyType {
    return { amount, currency };
  }

  @FieldResolver(() => OrderType)
  order(@Root() { orderId }: Invoice, @Ctx() { loaders }: ApiContext): Promise<unknown> {
    return loaders.order.load(orderId);
  }

  @FieldResolver(() => AddressType, { description: 'The address it was issued to.' })
  async recipient(@Root() invoice: Invoice, @Ctx() context: ApiContext): Promise<AddressType> {
    return (await dataOf(invoice, context)).buyer;
  }

  @FieldResolver(() => [InvoiceLineType])
  async lines(@Root() invoice: Invoice, @Ctx() context: ApiContext): Promise<InvoiceLineType[]> {
    const data = await dataOf(invoice, context);
    const notes = await context.loaders.creditNotes.load(invoice.id);
    return linesOf(data.lines, invoice.currency, creditedPerLine(data, notes));
  }

  @FieldResolver(() => [VatTotalType], { description: 'The sums per rate.' })
  async totals(@Root() invoice: Invoice, @Ctx() context: ApiContext): Promise<VatTotalType[]> {
    return totalsOf((await dataOf(invoice, context)).totals, invoice.currency);
  }

  @FieldResolver(() => VatReasonType, { nullable: true })
  async vatReason(@Root() invoice: Invoice, @Ctx() context: ApiContext): Promise<VatReasonType | null> {
    return reasonOf(await dataOf(invoice, context));
  }

  @FieldResolver(() => [CreditNoteType])
  creditNotes(@Root() { id }: Invoice, @Ctx() { loaders }: ApiContext): Promise<unknown> {
    return loaders.creditNotes.load(id);
  }

  @FieldResolver(() => [SettlementBookingType], {
    description: 'What was matched, offset and written off on it and its credit notes, newest first; for accounting.',
  })
  bookings(@Root() invoice: Invoice, @Ctx() { ctx, caller }: ApiContext): Promise<SettlementBookingType[]> {
    mayAccount(caller);
    return documentBookings(ctx.em, invoice);
  }

  @FieldResolver(() => DocumentType, { nullable: true, description: 'The PDF; null until it is printed.' })
  async document(@Root() { number }: Invoice, @Ctx() { loaders }: ApiContext): Promise<unknown> {
    return (await loaders.documentsOf.load(number)).find(({ kind }) => kind === 'invoice') ?? null;
  }

  @FieldResolver(() => [DocumentType], { description: 'Everything stored under its number: PDF, Factur-X, XRechnung.' })
  documents(@Root() { number }: Invoice, @Ctx() { loaders }: ApiContext): Promise<unknown> {
    return loaders.documentsOf.load(number);
  }

  @FieldResolver(() => Boolean, { description: 'Its mail has left.' })
  async mailed(@Root() invoice: Invoice, @Ctx() api: ApiContext): Promise<boolean> {
    return (await mailsOf(invoice, api)).some(({ state }) => state === 'done' || state === 'sent');
  }

  @FieldResolver(() => [EffectType], { description: 'Its mails with their state and last error, oldest first.' })
  mails(@Root() invoice: Invoice, @Ctx() api: ApiContext): Promise<unknown> {
    return mailsOf(invoice, api);
  }

  @FieldResolver(() => [String], { description: 'Formats in which it went to accounting: datev, csv.' })
  exported(@Root() { id }: Invoice, @Ctx() { loaders }: ApiContext): Promise<string[]> {
    return loaders.exportedFormats.load(id);
  }
}
