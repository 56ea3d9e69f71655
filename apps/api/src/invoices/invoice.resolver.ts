import { Invoice } from '@kontor/domain/invoices/invoice.entity';
import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../context.ts';
import { DocumentType } from '../documents/document.type.ts';
import { newestFirst } from '../newest-first.ts';
import { MoneyType } from '../scalars.ts';
import { InvoiceConnectionType, InvoiceType } from './invoice.type.ts';

@Resolver(() => InvoiceType)
export class InvoiceResolver {
  @Query(() => InvoiceConnectionType)
  invoices(
    @Ctx() { ctx }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('state', () => String, { nullable: true }) state: string | null,
  ): Promise<InvoiceConnectionType> {
    return newestFirst(ctx.em, Invoice, 'issuedAt', state ? { state: state as 'open' } : {}, { first, after });
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

  @FieldResolver(() => DocumentType, { nullable: true })
  document(@Root() invoice: Invoice, @Ctx() { loaders }: ApiContext): Promise<DocumentType | null> {
    return loaders.invoiceDocument.load(invoice.number);
  }
}
