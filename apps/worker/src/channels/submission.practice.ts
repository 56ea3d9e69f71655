import { Channel } from '@kontor/domain/channels/channel.entity';
import type { CancelAccepted, InvoiceUploaded, RefundAccepted } from '@kontor/domain/channels/channel.events';
import { readReceipt } from '@kontor/domain/channels/find-receipt';
import type {
  InvoiceUpload,
  SalesChannel,
  Submission,
  SubmissionKind,
} from '@kontor/domain/channels/sales-channel.port';
import { Document } from '@kontor/domain/documents/document.entity';
import type { Effect } from '@kontor/domain/effects/effect.entity';
import type { Act, EffectPractice } from '@kontor/domain/effects/perform-effects';
import type { Proof } from '@kontor/domain/effects/read-back';
import { CreditNote } from '@kontor/domain/invoices/credit-note.entity';
import { Invoice } from '@kontor/domain/invoices/invoice.entity';
import { by, grouped } from '@kontor/domain/kernel/batch';
import type { Context, Transaction } from '@kontor/domain/kernel/transact';
import { lockOrders } from '@kontor/domain/orders/lock-orders';
import { Order, OrderLine } from '@kontor/domain/orders/order.entity';
import type { RefundIntent } from '@kontor/domain/orders/refund-order';
import type { Work } from '../handle.ts';

/** Channels need some minutes to judge; asked no sooner than this (seconds). */
const lookAfter = 15;

/** Hands in what the channel judges later, and asks until it has judged (docs/decisions/0010). */
const submissionPractice =
  (kind: SubmissionKind, load: Load, accepted: (tx: Transaction, effects: Effect[]) => Promise<void> | void) =>
  (work: Work): EffectPractice => ({
    concurrency: 2,
    async prepare(ctx, effects) {
      const orderIds = effects.map((effect) => effect.orderId!);
      const orders = by(await ctx.em.find(Order, { id: { $in: orderIds } }), ({ id }) => id);
      const channels = await ctx.em.find(Channel, {}, { populate: ['connection'] });
      const submissionOf = await load(ctx, effects);
      return new Map(
        effects.flatMap((effect) => {
          const order = orders.get(effect.orderId!)!;
          const submission = submissionOf(effect, order);
          const channel = channels.find(({ id }) => id === order.channelId)!;
          const ofAccount = channels.filter(({ account }) => account === channel.account).map(({ id }) => id);
          const act = (of: Submission) =>
            submissionAct(work, kind, effect, of, work.connections.channel(channel), ofAccount);
          return submission ? [[effect.id, act(submission)] as const] : [];
        }),
      );
    },
    arrived: async (tx, effects) => accepted(tx, effects),
  });

/** What is handed in for an effect; null when what it needs is gone. */
type Load = (ctx: Context, effects: Effect[]) => Promise<(effect: Effect, order: Order) => Submission | null>;

function submissionAct(
  { newContext }: Work,
  kind: SubmissionKind,
  effect: Effect,
  submission: Submission,
  sales: SalesChannel,
  channelIds: string[],
): Act {
  const judged = async (receipt: string): Promise<Proof> => {
    const verdict = await sales.readVerdict(kind, receipt);
    if (verdict.state === 'accepted') return 'arrived';
    return verdict.state === 'rejected' ? { rejected: verdict.problem } : { waiting: lookAfter, receipt };
  };
  return {
    send: async () => ({ receipt: await sales.submit(submission), proved: false, lookAfter }),
    async verify(_doubtSince, receipt) {
      if (receipt) return judged(receipt);
      const found = await readReceipt(newContext(), effect, channelIds, (since) => sales.listSubmissions(kind, since));
      return typeof found === 'string' ? found : { waiting: lookAfter, receipt: found.receipt };
    },
  };
}

const placeOf = ({ channelOrderId, marketplace = null }: Order) => ({ channelOrderId, marketplace });

/** Tells the channel that we cancel an order. */
export const cancelPractice = submissionPractice(
  'cancel',
  async (ctx, effects) => {
    const orderIds = effects.map((effect) => effect.orderId!);
    const linesOf = grouped(await ctx.em.find(OrderLine, { orderId: { $in: orderIds } }), ({ orderId }) => orderId);
    return ({ intent }, order) => ({
      kind: 'cancel',
      ...placeOf(order),
      reason: (intent as { reason: 'other' }).reason,
      lines: linesOf(order.id).map(({ channelLineId }) => ({ channelLineId })),
    });
  },
  (tx, effects) =>
    tx.record(
      ...effects.map(({ orderId }) => ({ type: 'CancelAccepted', orderId: orderId! }) satisfies CancelAccepted),
    ),
);

const refundOf = ({ intent }: Effect): RefundIntent => intent as unknown as RefundIntent;

/** Gives money back at the channel. */
export const refundPractice = submissionPractice(
  'refund',
  async () => (effect, order) => {
    const { reference, reason, lines } = refundOf(effect);
    return { kind: 'refund', ...placeOf(order), currency: order.currency, reference, reason, lines };
  },
  async (tx, effects) => {
    const orders = by(
      await lockOrders(
        tx,
        effects.map(({ orderId }) => orderId!),
      ),
      ({ id }) => id,
    );
    for (const effect of effects) {
      const order = orders.get(effect.orderId!)!;
      const { reference, amountCents } = refundOf(effect);
      order.refundedCents += amountCents;
      const { id: orderId, currency } = order;
      tx.record({ type: 'RefundAccepted', orderId, reference, amountCents, currency } satisfies RefundAccepted);
    }
  },
);

function uploadOf(order: Order, issued?: Invoice | CreditNote, printed?: Document): InvoiceUpload | null {
  if (!issued || !printed) return null;
  const { number, grossCents, vatCents, currency } = issued;
  const document = issued instanceof CreditNote ? 'credit_note' : 'invoice';
  return { kind: 'invoice', ...placeOf(order), number, grossCents, vatCents, currency, document, pdf: printed.bytes! };
}

/** Uploads an issued invoice or credit note to the channel; one without its PDF must not leave. */
export const invoicePractice = submissionPractice(
  'invoice',
  async (ctx, effects) => {
    const numbers = effects.map(({ intent }) => String(intent.number));
    const number = { $in: numbers };
    const issued = by(
      [...(await ctx.em.find(Invoice, { number })), ...(await ctx.em.find(CreditNote, { number }))],
      (of) => of.number,
    );
    const kind = { $in: ['invoice', 'credit_note'] as const };
    const printed = by(await ctx.em.find(Document, { kind, number }, { populate: ['bytes'] }), (of) => of.number);
    return ({ intent }, order) =>
      uploadOf(order, issued.get(String(intent.number)), printed.get(String(intent.number)));
  },
  (tx, effects) =>
    tx.record(
      ...effects.map(
        ({ orderId, intent }) =>
          ({ type: 'InvoiceUploaded', orderId: orderId!, invoice: String(intent.number) }) satisfies InvoiceUploaded,
      ),
    ),
);
