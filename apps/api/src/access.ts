import type { DocumentKind } from '@kontor/domain/documents/document.entity';
import { rolesWith, type Right } from '@kontor/domain/staff/rights';
import { GraphQLError } from 'graphql';
import type { Caller } from './context.ts';

/** Only those who run the installation go on. Throws FORBIDDEN. */
export const mayAdminister = (caller: Caller): void => need(caller, 'administer');

/** Only those who may decide about orders go on. Throws FORBIDDEN. */
export const mayDecide = (caller: Caller): void => need(caller, 'decide');

/** Only those who may work on tickets go on; what an order needs is decided by others. Throws FORBIDDEN. */
export const mayWork = (caller: Caller): void => need(caller, 'work');

/** Only those who may give money back go on. Throws FORBIDDEN. */
export const mayRefund = (caller: Caller): void => need(caller, 'refund');

/** Only those who may take the list of orders, with names, out of the house go on. Throws FORBIDDEN. */
export const mayExportOrders = (caller: Caller): void => need(caller, 'refund');

/** Only those who pack go on. Throws FORBIDDEN. */
export const mayPack = (caller: Caller): void => need(caller, 'pack');

/** Only those who keep the books go on. Throws FORBIDDEN. */
export const mayAccount = (caller: Caller): void => need(caller, 'account');

/** Goes on with who has the right. Throws FORBIDDEN, which says who may. */
export function need(caller: Caller, right: Right): void {
  if (caller.rights.includes(right)) return;
  const message =
    caller.kind === 'token'
      ? `This token lacks the scope "${right}"; make one that has it under Settings › API tokens.`
      : `Your role (${caller.role}) may not do this; one of these may: ${rolesWith(right).join(', ')}.`;
  throw new GraphQLError(message, { extensions: { code: 'FORBIDDEN', right } });
}

/** The warehouse reads what goes into parcels; what names prices is for the others. */
export const mayRead = (caller: Caller, kind: DocumentKind): boolean =>
  (caller.kind === 'token' ? caller.rights.includes('read') : caller.role !== 'warehouse') ||
  kind === 'delivery_note' ||
  kind === 'hand_over';
