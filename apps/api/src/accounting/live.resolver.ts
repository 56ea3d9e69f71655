import type { Fact } from '@kontor/domain/history/fact';
import { publicNameOf } from '@kontor/domain/webhooks/event-types';
import { Arg, Field, GraphQLISODateTime, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import type { ApiContext } from '../context.ts';
import { subscribe, type Load } from '../live.ts';
import { MoneyType } from '../scalars.ts';
import { mayAccount } from '../access.ts';

@ObjectType('LedgerMove', {
  description: 'An amount from an account of the ledger to another; who adds all of them up has our ledger.',
})
class LedgerMoveType {
  @Field(() => String) debit!: string;
  @Field(() => String) credit!: string;
  @Field(() => MoneyType) amount!: MoneyType;
  @Field(() => String, { nullable: true, description: 'Number of the document that it opens or clears.' }) document?:
    | string
    | null;
}

@ObjectType('AccountingEvent', { description: 'A fact about invoices or payments as it was, not as it is now.' })
class AccountingEventType {
  @Field(() => String, { description: 'Pass it back as `since` to go on from here.' }) cursor!: string;
  @Field(() => ID, { description: 'The same as the webhook-id of this fact.' }) id!: string;
  @Field(() => String, {
    description: 'invoice.issued, invoice.booked, invoice.paid, payment.booked, payment.reversed …',
  })
  type!: string;
  @Field(() => GraphQLISODateTime) at!: Date;
  @Field(() => ID, { nullable: true }) orderId?: string | null;
  @Field(() => String, { nullable: true, description: 'Number of the invoice or credit note.' }) invoice?:
    | string
    | null;
  @Field(() => String, { nullable: true, description: 'The channel’s settlement id.' }) settlement?: string | null;
  @Field(() => String, { nullable: true }) bookedOn?: string | null;
  @Field(() => ID, { nullable: true, description: 'The booking.' }) booking?: string | null;
  @Field(() => ID, { nullable: true, description: 'The booking that was taken back.' }) reverses?: string | null;
  @Field(() => MoneyType, { nullable: true }) amount?: MoneyType | null;
  @Field(() => [LedgerMoveType]) entries!: LedgerMoveType[];
}

interface Entry {
  debit: string;
  credit: string;
  amountCents: number;
  currency: string;
  document: string | null;
}

const ofInvoices = ['InvoiceIssued', 'InvoiceBooked', 'InvoicePaid', 'InvoiceReopened'];
const ofPayments = ['SettlementBooked', 'PaymentBooked', 'DifferenceBooked', 'BookingReversed'];

/** Facts of these types, out of the event's own data. */
const facts =
  (types: string[]): Load =>
  (event) =>
    Promise.resolve(types.includes(event.type) ? toFact(event) : null);

function toFact({ cursor, type, orderId, data, at }: Fact): Partial<AccountingEventType> {
  const entries = ((data.entries ?? []) as Entry[]).map(({ amountCents: amount, currency, ...entry }) => ({
    ...entry,
    amount: { amount, currency },
  }));
  const cents = (data.grossCents ?? data.amountCents ?? data.openCents) as number | undefined;
  return {
    id: `evt_${cursor.split(':')[1]}`,
    type: publicNameOf(type)!,
    at,
    orderId,
    invoice: (data.invoice ?? entries[0]?.document ?? null) as string | null,
    settlement: (data.settlement ?? null) as string | null,
    bookedOn: (data.bookedOn ?? null) as string | null,
    booking: (data.booking ?? null) as string | null,
    reverses: (data.reverses ?? null) as string | null,
    amount: cents === undefined ? null : { amount: cents, currency: data.currency as string },
    entries,
  };
}

const follow =
  (types: string[]) =>
  ({ args, context }: { args: unknown; context: unknown }): AsyncIterableIterator<object> => {
    const api = context as ApiContext;
    mayAccount(api.caller);
    return subscribe(api, (args as { since?: string | null }).since, facts(types));
  };

@Resolver()
export class AccountingLiveResolver {
  @Subscription(() => AccountingEventType, {
    description:
      'Invoices and credit notes: issued, booked, paid. Each fact once, in commit order; `since` = a cursor, "0:0" = from the beginning, else from now.',
    subscribe: follow(ofInvoices),
  })
  invoiceEvents(
    @Root() event: AccountingEventType,
    @Arg('since', () => String, { nullable: true }) _since?: string,
  ): AccountingEventType {
    return event;
  }

  @Subscription(() => AccountingEventType, {
    description:
      'Settlements, payments, write-offs and what was taken back. Each fact once, in commit order; `since` as for invoiceEvents.',
    subscribe: follow(ofPayments),
  })
  paymentEvents(
    @Root() event: AccountingEventType,
    @Arg('since', () => String, { nullable: true }) _since?: string,
  ): AccountingEventType {
    return event;
  }
}
