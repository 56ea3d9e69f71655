import type { CreditNote } from '@kontor/domain/invoices/credit-note.entity';
import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../context.ts';
import { DocumentType } from '../documents/document.type.ts';
import { MoneyType } from '../scalars.ts';
import { linesOf, totalsOf } from './document-content.ts';
import { CreditNoteConnectionType, CreditNoteType, InvoiceLineType, VatTotalType } from './invoice.type.ts';
import { findCreditNotes } from './invoices.queries.ts';

const dataOf = async (note: CreditNote, { loaders }: ApiContext) => (await loaders.creditNoteData.load(note.id))!.data!;

@Resolver(() => CreditNoteType)
export class CreditNoteResolver {
  @Query(() => CreditNoteConnectionType, { description: 'Credit notes, newest first.' })
  creditNotes(
    @Ctx() { ctx }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Beginning of its number or of the invoice’s number.',
    })
    search: string | null,
  ): Promise<unknown> {
    return findCreditNotes(ctx.em, search, { first, after });
  }

  @FieldResolver(() => MoneyType)
  gross(@Root() { grossCents: amount, currency }: CreditNote): MoneyType {
    return { amount, currency };
  }

  @FieldResolver(() => MoneyType)
  net(@Root() { netCents: amount, currency }: CreditNote): MoneyType {
    return { amount, currency };
  }

  @FieldResolver(() => MoneyType)
  vat(@Root() { vatCents: amount, currency }: CreditNote): MoneyType {
    return { amount, currency };
  }

  @FieldResolver(() => String, { nullable: true, description: 'What a person wrote behind the reason.' })
  async note(@Root() note: CreditNote, @Ctx() context: ApiContext): Promise<string | null> {
    return (await dataOf(note, context)).corrects?.note ?? null;
  }

  @FieldResolver(() => [InvoiceLineType])
  async lines(@Root() note: CreditNote, @Ctx() context: ApiContext): Promise<InvoiceLineType[]> {
    return linesOf((await dataOf(note, context)).lines, note.currency);
  }

  @FieldResolver(() => [VatTotalType], { description: 'The sums per rate.' })
  async totals(@Root() note: CreditNote, @Ctx() context: ApiContext): Promise<VatTotalType[]> {
    return totalsOf((await dataOf(note, context)).totals, note.currency);
  }

  @FieldResolver(() => DocumentType, { nullable: true, description: 'The PDF; null until it is printed.' })
  async document(@Root() { number }: CreditNote, @Ctx() { loaders }: ApiContext): Promise<unknown> {
    return (await loaders.documentsOf.load(number)).find(({ kind }) => kind === 'credit_note') ?? null;
  }

  @FieldResolver(() => [DocumentType], { description: 'Everything stored under its number.' })
  documents(@Root() { number }: CreditNote, @Ctx() { loaders }: ApiContext): Promise<unknown> {
    return loaders.documentsOf.load(number);
  }
}
