import { readOnly } from '../kernel/batch.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { MailSuppression, type SuppressionReason } from './mail-suppression.entity.ts';
import type { MailPurpose } from './write-mails.ts';

/** The form in which addresses are compared. */
export const mailAddress = (address: string): string => address.trim().toLowerCase();

/** Writes to this address no more of our own accord; known already, it keeps its first date. */
export async function suppressAddress(
  ctx: Context,
  address: string,
  reason: SuppressionReason,
  evidence: Record<string, unknown> = {},
): Promise<void> {
  await ctx.em.execute(
    `insert into mail_suppression (address, reason, evidence, by, since) values (?, ?, ?::jsonb, ?, ?) on conflict do nothing`,
    [mailAddress(address), reason, JSON.stringify(evidence), ctx.actor, ctx.now()],
  );
}

/** Lets the address be written to again; another reason stays. */
export const liftSuppression = (ctx: Context, address: string, reason: SuppressionReason): Promise<void> =>
  transact(ctx, async (tx) => {
    await tx.em.nativeDelete(MailSuppression, { address: mailAddress(address), reason });
  });

/** May this address get a mail of this purpose? Answers why not; what a clerk writes always may go. */
export async function suppressions(
  ctx: Context,
  addresses: string[],
): Promise<(address: string, purpose: MailPurpose) => SuppressionReason | null> {
  const known = await ctx.em.find(MailSuppression, { address: { $in: addresses.map(mailAddress) } }, readOnly);
  return (address, purpose) => {
    const reasons = known.filter((row) => row.address === mailAddress(address)).map(({ reason }) => reason);
    return reasons.find((reason) => forbids(reason, purpose)) ?? null;
  };
}

/** A reply is a person's decision; an opt-out is about requests for reviews, not about the order. */
export const forbids = (reason: SuppressionReason, purpose: MailPurpose): boolean =>
  purpose !== 'reply' && (reason !== 'opted_out' || purpose === 'review');
