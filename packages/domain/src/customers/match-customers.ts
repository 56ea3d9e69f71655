import { addressFingerprint } from '../kernel/address.ts';
import { newId } from '../kernel/id.ts';
import { takeSequence } from '../kernel/take-numbers.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { lockOrders } from '../orders/lock-orders.ts';
import type { Order } from '../orders/order.entity.ts';
import type { CustomerMatched } from './customer.events.ts';
import { Customer, CustomerAddress } from './customer.entity.ts';

/** How a buyer is recognised (F7). */
export interface BuyerKey {
  emailKey: string | null;
  /** Set for a marketplace's masked address: it stands for a buyer of that channel only. */
  channelId: string | null;
  fingerprint: string;
}

/** Why an order belongs to this customer; stored with the order. */
export interface MatchEvidence {
  by: 'email' | 'masked_email' | 'address' | 'none';
  score: 100 | 80 | 0;
}

const masked = /@(.+\.)?marketplace\.amazon\.[a-z.]+$/i;

/** What identifies the buyer of an order. Pure. */
export function buyerKey(order: Pick<Order, 'buyerEmail' | 'channelId' | 'shippingAddress'>): BuyerKey {
  const emailKey = order.buyerEmail?.trim().toLowerCase() || null;
  const fingerprint = order.shippingAddress ? addressFingerprint(order.shippingAddress) : '';
  return { emailKey, channelId: emailKey && masked.test(emailKey) ? order.channelId : null, fingerprint };
}

/**
 * Decides whether an order belongs to a known customer: an e-mail decides alone; only without one does the whole address.
 * A masked address never merges persons. Pure.
 */
export function decideMatch(
  key: BuyerKey,
  found: { byEmail: string | null; byAddress: string | null },
): { customerId: string | null; evidence: MatchEvidence } {
  if (key.emailKey) {
    const kind = key.channelId ? 'masked_email' : 'email';
    return { customerId: found.byEmail, evidence: found.byEmail ? { by: kind, score: 100 } : { by: 'none', score: 0 } };
  }
  return {
    customerId: found.byAddress,
    evidence: found.byAddress ? { by: 'address', score: 80 } : { by: 'none', score: 0 },
  };
}

/** Finds or creates the customer of each order and adds a new address to a known one. Repeating it changes nothing. */
export function matchCustomers(ctx: Context, orderIds: string[]): Promise<void> {
  return transact(ctx, async (tx) => {
    const orders = (await lockOrders(tx, orderIds, { station: 'received', customerId: null })).filter(
      (order) => order.shippingAddress,
    );
    if (!orders.length) return;
    // Two batches may hold orders of the same buyer; matching is quick, so they take turns.
    await tx.em.execute(`select pg_advisory_xact_lock(hashtext('customers.match'))`);
    const known = await KnownCustomers.load(tx, orders.map(buyerKey));
    const numbers = await takeSequence(tx.em, 'customer_number', orders.length);
    for (const [index, order] of orders.entries()) match(tx, known, order, `K-${numbers[index]}`);
  });
}

function match(tx: Transaction, known: KnownCustomers, order: Order, number: string): void {
  const key = buyerKey(order);
  const { customerId, evidence } = decideMatch(key, known.find(key));
  const customer = customerId ? known.customer(customerId) : known.add(createCustomer(tx, order, key, number), key);
  if (!known.hasAddress(customer.id, key.fingerprint)) addAddress(tx, known, customer.id, order, key.fingerprint);
  Object.assign(order, {
    customerId: customer.id,
    customerMatch: { ...evidence, key: { masked: Boolean(key.channelId) } },
  });
  tx.record({
    type: 'CustomerMatched',
    orderId: order.id,
    customer: customer.number,
    created: !customerId,
  } satisfies CustomerMatched);
}

function createCustomer(tx: Transaction, order: Order, key: BuyerKey, number: string): Customer {
  return tx.em.create(Customer, {
    id: newId(),
    number,
    channelId: key.channelId,
    emailKey: key.emailKey,
    email: order.buyerEmail,
    name: order.buyerName ?? order.shippingAddress!.name,
    company: order.buyerCompany,
    vatId: order.buyerVatId,
    createdAt: tx.now(),
  });
}

function addAddress(
  tx: Transaction,
  known: KnownCustomers,
  customerId: string,
  order: Order,
  fingerprint: string,
): void {
  tx.em.create(CustomerAddress, {
    id: newId(),
    customerId,
    fingerprint,
    address: order.shippingAddress!,
    createdAt: tx.now(),
  });
  known.addAddress(customerId, fingerprint);
}

/** The customers a batch can belong to, growing with those it creates. */
class KnownCustomers {
  readonly #byId = new Map<string, Customer>();
  readonly #byEmail = new Map<string, string>();
  readonly #byAddress = new Map<string, string>();
  readonly #addresses = new Set<string>();

  static async load(tx: Transaction, keys: BuyerKey[]): Promise<KnownCustomers> {
    const known = new KnownCustomers();
    const emails = keys.flatMap((key) => key.emailKey ?? []);
    const prints = keys.filter((key) => !key.emailKey).map((key) => key.fingerprint);
    const byAddress = prints.length ? await tx.em.find(CustomerAddress, { fingerprint: { $in: prints } }) : [];
    const ids = byAddress.map((address) => address.customerId);
    const customers = await tx.em.find(Customer, { $or: [{ emailKey: { $in: emails } }, { id: { $in: ids } }] });
    for (const customer of customers) known.#remember(customer);
    const all = await tx.em.find(CustomerAddress, { customerId: { $in: customers.map((customer) => customer.id) } });
    for (const address of all) known.addAddress(address.customerId, address.fingerprint);
    return known;
  }

  find({ emailKey, channelId, fingerprint }: BuyerKey): { byEmail: string | null; byAddress: string | null } {
    const byEmail = emailKey ? (this.#byEmail.get(`${channelId}|${emailKey}`) ?? null) : null;
    return { byEmail, byAddress: this.#byAddress.get(fingerprint) ?? null };
  }

  customer(id: string): Customer {
    return this.#byId.get(id)!;
  }

  add(customer: Customer, key: BuyerKey): Customer {
    this.#remember(customer);
    this.addAddress(customer.id, key.fingerprint, false);
    return customer;
  }

  hasAddress = (customerId: string, fingerprint: string): boolean =>
    this.#addresses.has(`${customerId}|${fingerprint}`);

  addAddress(customerId: string, fingerprint: string, stored = true): void {
    this.#byAddress.set(fingerprint, customerId);
    if (stored) this.#addresses.add(`${customerId}|${fingerprint}`);
  }

  #remember(customer: Customer): void {
    this.#byId.set(customer.id, customer);
    if (customer.emailKey) this.#byEmail.set(`${customer.channelId ?? null}|${customer.emailKey}`, customer.id);
  }
}
