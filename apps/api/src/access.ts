import type { DocumentKind } from '@kontor/domain/documents/document.entity';
import type { Role } from '@kontor/domain/staff/staff.entity';
import { GraphQLError } from 'graphql';
import type { Caller } from './context.ts';

const administers: readonly Role[] = ['administrator'];
const decides: readonly Role[] = ['administrator', 'clerk'];
const works: readonly Role[] = ['administrator', 'clerk', 'accounting', 'warehouse'];
const refunds: readonly Role[] = ['administrator', 'clerk', 'accounting'];
const accounts: readonly Role[] = ['administrator', 'accounting'];
const packs: readonly Role[] = ['administrator', 'clerk', 'warehouse'];

/** Only those who run the installation go on; tools with a token may. Throws FORBIDDEN. */
export const mayAdminister = (caller: Caller): void => allow(caller, administers);

/** Only those who may decide about orders go on; tools with a token may. Throws FORBIDDEN. */
export const mayDecide = (caller: Caller): void => allow(caller, decides);

/** Only those who may work on tickets go on; what an order needs is decided by others. Throws FORBIDDEN. */
export const mayWork = (caller: Caller): void => allow(caller, works);

/** Only those who may give money back go on; tools with a token may. Throws FORBIDDEN. */
export const mayRefund = (caller: Caller): void => allow(caller, refunds);

/** Only those who may take the list of orders out of the house, with names, go on; tools with a token may. Throws FORBIDDEN. */
export const mayExportOrders = (caller: Caller): void => allow(caller, refunds);

/** Only those who pack go on; tools with a token may. Throws FORBIDDEN. */
export const mayPack = (caller: Caller): void => allow(caller, packs);

/** Only those who keep the books go on; tools with a token may. Throws FORBIDDEN. */
export const mayAccount = (caller: Caller): void => allow(caller, accounts);

function allow(caller: Caller, roles: readonly Role[]): void {
  if (caller.kind === 'token' || roles.includes(caller.role)) return;
  throw new GraphQLError(`Your role (${caller.role}) may not do this; one of these may: ${roles.join(', ')}.`, {
    extensions: { code: 'FORBIDDEN' },
  });
}

/** The warehouse reads what goes into parcels; what names prices is for the others. */
export const mayRead = (caller: Caller, kind: DocumentKind): boolean =>
  caller.kind === 'token' || caller.role !== 'warehouse' || kind === 'delivery_note' || kind === 'hand_over';
