import type { World } from '../world.ts';
import type { Account } from './accounts.ts';
import type { StoredOrder } from './amazon-order.ts';
import { MessageProblem } from './feed-message.ts';
import type { FeedOutcome } from './feed-result.ts';
import { findOrder } from './order-store.ts';
import { contentOf, type StoredDocument } from './stored-files.ts';
import type { Ledger, Movement } from './ledger.ts';

const prefix = 'metadata:';
const missing =
  'Please provide metadata:shippingid or metadata:orderid,metadata:invoicenumber,metadata:totalamount,metadata:totalvatamount';

interface Metadata {
  orderid?: string;
  shippingid?: string;
  invoicenumber?: string;
  documenttype?: string;
  totalamount?: string;
  totalvatamount?: string;
}

/** An invoice or credit note as PDF, described by the feed's options; one document per feed. */
export function takeInvoice(
  world: World,
  ledger: Ledger,
  account: Account,
  document: StoredDocument,
  options: Record<string, string>,
): FeedOutcome {
  try {
    accept(world, ledger, account, document, readMetadata(options));
    return { status: 'DONE', processed: 1, problems: [] };
  } catch (error) {
    if (!(error instanceof MessageProblem)) throw error;
    const problem = { messageId: '1', code: error.code, description: error.message };
    return { status: 'DONE', processed: 1, problems: [problem] };
  }
}

/** Keys are read without regard to case; those without the prefix are not seen at all. */
function readMetadata(options: Record<string, string>): Metadata {
  const seen = Object.entries(options)
    .map(([key, value]) => [key.toLowerCase(), value] as const)
    .filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(seen.map(([key, value]) => [key.slice(prefix.length), value])) as Metadata;
}

function accept(world: World, ledger: Ledger, account: Account, document: StoredDocument, metadata: Metadata): void {
  const { invoicenumber: number, documenttype: type = 'Invoice' } = metadata;
  if (!number || !(metadata.orderid || metadata.shippingid)) throw new MessageProblem('79513', missing);
  if (type !== 'Invoice' && type !== 'CreditNote')
    throw new MessageProblem('79515', 'metadata:documenttype must be Invoice or CreditNote');
  const stored = orderOf(world, account, metadata);
  const { orderId } = stored.order;
  if (!contentOf(document).subarray(0, 5).equals(Buffer.from('%PDF-')))
    throw new MessageProblem('79516', 'The document is not a PDF file');
  const status = stored.order.fulfillment!.fulfillmentStatus;
  if (status === 'PENDING' || status === 'CANCELLED')
    throw new MessageProblem('79517', `The order ${orderId} is ${status}`);
  checkTotals(stored, type, ledger.ofOrder(orderId), metadata);
  const data = JSON.stringify({ type, sellerId: account.sellerId, at: new Date().toISOString() });
  if (
    !world.state.run(
      'insert into invoice (order_id, number, data) values (?, ?, ?) on conflict do nothing',
      orderId,
      number,
      data,
    )
  )
    throw new MessageProblem('79518', `An invoice ${number} was accepted for order ${orderId} already`);
}

/** The shipping id wins over the order id. */
function orderOf(world: World, { sellerId }: Account, { orderid, shippingid }: Metadata): StoredOrder {
  const id = shippingid
    ? world.state.get<{ order_id: string }>(
        `select order_id from money where seller = ? and json_extract(data, '$.shipmentId') = ?`,
        sellerId,
        shippingid,
      )?.order_id
    : orderid;
  const stored = id ? findOrder(world, id) : undefined;
  if (stored?.sellerId !== sellerId)
    throw new MessageProblem('79519', `No order or shipment found for ${shippingid ?? orderid}`);
  return stored;
}

const centsOf = (text: string): number | null =>
  /^-?\d{1,9}(\.\d{1,2})?$/.test(text) ? Math.round(Math.abs(Number(text)) * 100) : null;

/** Totals need not be given; given ones must be Amazon's to the cent. */
function checkTotals(stored: StoredOrder, type: string, movements: Movement[], metadata: Metadata): void {
  const known = type === 'Invoice' ? orderTotals(stored) : refundTotals(movements);
  const check = (name: string, given: string | undefined, cents: number): void => {
    if (given !== undefined && centsOf(given) !== cents)
      throw new MessageProblem('79520', `metadata:${name} ${given} is not the amount of the order or its refunds`);
  };
  check('totalamount', metadata.totalamount, known.gross);
  check('totalvatamount', metadata.totalvatamount, known.vat);
}

const minor = (amount: string): number => Math.round(Number(amount) * 100);

function orderTotals({ order }: StoredOrder): { gross: number; vat: number } {
  const taxes = order.orderItems
    .flatMap((item) => item.proceeds?.breakdowns ?? [])
    .filter(({ type }) => type === 'TAX')
    .map(({ subtotal }) => minor(subtotal.amount));
  return { gross: minor(order.proceeds!.grandTotal.amount), vat: taxes.reduce((sum, cents) => sum + cents, 0) };
}

function refundTotals(movements: Movement[]): { gross: number; vat: number } {
  const rows = movements
    .filter(({ transactionType }) => transactionType === 'Refund')
    .flatMap((movement) => movement.rows)
    .filter(({ type }) => type === 'ItemPrice');
  const sum = (of: typeof rows): number => Math.abs(of.reduce((total, { cents }) => total + cents, 0));
  return { gross: sum(rows), vat: sum(rows.filter(({ description }) => description.endsWith('Tax'))) };
}
