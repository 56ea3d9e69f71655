import type { Address } from '../kernel/address.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { checkAddress } from './check-address.ts';
import { lockHeldOrder } from './lock-order.ts';
import type { Order } from './order.entity.ts';
import type { OrderCorrected } from './order.events.ts';
import { reviseOrder } from './revise-order.ts';
import type { Station } from './stations.ts';

export interface ChangeAddress {
  orderId: string;
  expectedRev?: number | null;
  shippingAddress: Address;
}

/** Sets where a held order goes to; what the channel gave is kept beside it. Throws Rejection. */
export const changeAddress = (ctx: Context, input: ChangeAddress): Promise<Order> =>
  transact(ctx, async (tx) => {
    const order = await lockHeldOrder(tx, input);
    await setAddress(tx, order, input.shippingAddress);
    return order;
  });

/** Houses without a number exist, so that doubt is the person's to decide; throws Rejection for any other. */
export async function setAddress(tx: Transaction, order: Order & { heldAt: Station }, address: Address): Promise<void> {
  const doubts = checkAddress(address).filter((doubt) => doubt !== 'house_number_missing');
  if (doubts.length) throw new Rejection('address_incomplete', { doubts });
  const fields = changedFields(order.shippingAddress ?? null, address);
  if (!fields.length) return;
  order.shippingAddress = address;
  // The history names what was changed and never what it says: addresses are personal data.
  tx.record({ type: 'OrderCorrected', orderId: order.id, address: fields, lines: [] } satisfies OrderCorrected);
  await reviseOrder(tx, order);
}

const changedFields = (before: Address | null, after: Address): string[] =>
  (['name', 'company', 'street', 'addition', 'postcode', 'city', 'country'] as const).filter(
    (field) => (before?.[field] ?? '') !== (after[field] ?? ''),
  );
