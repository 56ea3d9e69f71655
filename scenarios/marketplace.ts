import type { Stack, WorldCounts } from './stack.ts';

/** A busy machine is slow; nothing here is about speed. */
export const patience = { timeout: 120_000 };

/** Where orders are placed: the first account, and both marketplaces of the second. */
export const german = { sellerId: 'A2KONTORSELL01' };
export const abroad = { sellerId: 'A3KONTORSELL02', marketplaceId: 'A1805IZSGTT6HS' };
export const second = { sellerId: 'A3KONTORSELL02', marketplaceId: 'A1PA6795UKMFR9' };

/** The sandbox's environment in which the second account is set up too. */
export const twoAccounts = { SANDBOX_SECOND_SELLER_SHARE: '0.5' };

/** All along, the marketplace's clock is two and a half minutes behind ours, more than polls read again, and tells whole seconds. */
export const anotherClock = { steps: [{ faults: { clockBehind: { value: 150 }, wholeSeconds: true } }] };

/** Buyers order; the channel's order ids. */
export async function place(stack: Stack, kind: string, where: object = german, count = 1): Promise<string[]> {
  return (await stack.ask<{ orderIds: string[] }>('/orders', { kind, count, ...where })).orderIds;
}

const inputs: Record<string, string> = {
  pauseChannel: 'ChannelInput',
  continueChannel: 'ChannelInput',
  runChannelNow: 'ChannelInput',
  startBackfill: 'BackfillInput',
};

/** An act of the API; undefined, or the code with which it was refused. */
export async function refusal(stack: Stack, act: string, input: object): Promise<string | undefined> {
  const type = inputs[act] ?? `${act[0]!.toUpperCase()}${act.slice(1)}Input`;
  const { errors } = await stack.graphql(`mutation ($input: ${type}!) { ${act}(input: $input) { id } }`, { input });
  const [error] = errors ?? [];
  return error && (error.extensions.rejection ?? error.extensions.code);
}

/** An act of the API; throws when it is refused. */
export async function act(stack: Stack, name: string, input: object): Promise<void> {
  const code = await refusal(stack, name, input);
  if (code) throw new Error(`${name}: ${code}`);
}

export async function count(stack: Stack, sql: string, ...params: unknown[]): Promise<number> {
  return (await stack.rows<{ n: number }>(`select count(*)::int as n ${sql}`, params))[0]!.n;
}

export const stored = (stack: Stack, ids: string[]): Promise<number> =>
  count(stack, 'from sales_order where channel_order_id = any($1)', ids);

/** How often something stands in the history of an order. */
export const happened = (stack: Stack, id: string, type: string): Promise<number> =>
  count(
    stack,
    'from history h join sales_order o on o.id = h.order_id where o.channel_order_id = $1 and h.type = $2',
    id,
    type,
  );

/** Tickets of an order, open and closed. */
export const ticketsOf = (stack: Stack, id: string): Promise<{ reason: string; status: string; evidence: object }[]> =>
  stack.rows(
    `select t.reason, t.status, t.evidence from ticket t join sales_order o on o.id = t.order_id
      where o.channel_order_id = $1 order by t.number`,
    [id],
  );

export const inWorld = async (stack: Stack, id: string): Promise<WorldCounts['orders']['list'][0]> =>
  (await stack.world()).orders.list.find(({ orderId }) => orderId === id)!;

/** How often a fault has happened. */
export async function timesOf(stack: Stack, fault: string): Promise<number> {
  const faults = (await (await fetch(`${stack.sandboxUrl}/faults.json`)).json()) as {
    name: string;
    happened: number;
  }[];
  return faults.find(({ name }) => name === fault)!.happened;
}

/** What stands on an invoice, and what its order cost. */
export interface Invoiced {
  gross_cents: number;
  vat_cents: number;
  total_cents: number;
  data: {
    buyer: { street: string; addition: string | null };
    lines: {
      sku: string | null;
      quantity: number;
      vatPermille: number;
      netCents: number;
      vatCents: number;
      grossCents: number;
    }[];
  };
}
export const invoiceOf = async (stack: Stack, id: string): Promise<Invoiced> =>
  (
    await stack.rows<Invoiced>(
      'select i.*, o.total_cents from invoice i join sales_order o on o.id = i.order_id where o.channel_order_id = $1',
      [id],
    )
  )[0]!;
