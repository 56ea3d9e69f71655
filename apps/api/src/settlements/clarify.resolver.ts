import type { Settlement } from '@kontor/domain/settlements/settlement.entity';
import { bookItem, matchItem, writeOffInvoice, writeOffItem } from '@kontor/domain/settlements/clarify-items';
import { learnRule, retireRule } from '@kontor/domain/settlements/learn-rule';
import { undoBooking } from '@kontor/domain/settlements/undo-booking';
import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { mayAccount } from '../access.ts';
import type { ApiContext } from '../context.ts';
import { InvoiceType } from '../invoices/invoice.type.ts';
import {
  BookItemInput,
  MatchItemInput,
  SettlementItemInput,
  SettlementRuleType,
  SettlementType,
} from './settlement.type.ts';

/** What staff decide about open items; each gives the whole settlement back, with its sums. */
@Resolver()
export class ClarifyResolver {
  @Mutation(() => SettlementType, { description: 'Clears an invoice or credit note with an open item.' })
  matchSettlementItem(
    @Ctx() api: ApiContext,
    @Arg('input', () => MatchItemInput) input: MatchItemInput,
  ): Promise<Settlement> {
    return decide(api, input.settlementId, () => matchItem(api.ctx, input));
  }

  @Mutation(() => SettlementType, { description: 'Books an open item on an account.' })
  bookSettlementItem(
    @Ctx() api: ApiContext,
    @Arg('input', () => BookItemInput) input: BookItemInput,
  ): Promise<Settlement> {
    return decide(api, input.settlementId, () => bookItem(api.ctx, input));
  }

  @Mutation(() => SettlementType, { description: 'Writes a small open rest off.' })
  writeOffSettlementItem(
    @Ctx() api: ApiContext,
    @Arg('input', () => SettlementItemInput) input: SettlementItemInput,
  ): Promise<Settlement> {
    return decide(api, input.settlementId, () => writeOffItem(api.ctx, input));
  }

  @Mutation(() => InvoiceType, { description: 'Writes the small rest of an invoice off.' })
  writeOffOpenItem(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('invoiceId', () => ID) invoiceId: string,
  ): Promise<unknown> {
    mayAccount(caller);
    return writeOffInvoice(ctx, invoiceId);
  }

  @Mutation(() => SettlementType, { nullable: true, description: 'Takes a booking back by a counter-entry.' })
  undoBooking(@Ctx() api: ApiContext, @Arg('bookingId', () => ID) bookingId: string): Promise<Settlement | null> {
    mayAccount(api.caller);
    return undoBooking(api.ctx, bookingId).then(({ settlementId }) =>
      settlementId ? api.loaders.settlement.load(settlementId) : null,
    );
  }

  @Mutation(() => SettlementType, { description: 'Books an item, and from now on every row like it.' })
  learnSettlementRule(
    @Ctx() api: ApiContext,
    @Arg('input', () => BookItemInput) input: BookItemInput,
  ): Promise<Settlement> {
    return decide(api, input.settlementId, () => learnRule(api.ctx, input));
  }

  @Mutation(() => SettlementRuleType, { description: 'Switches a rule off; what it has booked stays.' })
  retireSettlementRule(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('id', () => ID) id: string,
  ): Promise<SettlementRuleType> {
    mayAccount(caller);
    return retireRule(ctx, id);
  }
}

async function decide(
  { caller, loaders }: ApiContext,
  settlementId: string,
  act: () => Promise<unknown>,
): Promise<Settlement> {
  mayAccount(caller);
  await act();
  return (await loaders.settlement.load(settlementId))!;
}
