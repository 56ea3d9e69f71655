import { Effect } from '../effects/effect.entity.ts';
import { grouped, readOnly, sqlArray } from '../kernel/batch.ts';
import type { Context } from '../kernel/transact.ts';
import { keyOfMessageId } from './message-id.ts';
import type { KnownClues, MailClues } from './thread-mail.ts';

const mostOfSender = 20;

/** An order's own address for answers: the token is its id, which nobody outside can guess. */
export function replyAddress(mailFrom: string, orderId: string): string {
  const at = mailFrom.lastIndexOf('@');
  return `${mailFrom.slice(0, at)}+${orderId.replaceAll('-', '')}${mailFrom.slice(at)}`;
}

/** Looks up what the clues of many mails point to, one query per kind of clue. */
export async function loadKnownClues(ctx: Context, clues: MailClues[]): Promise<(of: MailClues) => KnownClues> {
  const all = <T>(pick: (each: MailClues) => T[]): T[] => [...new Set(clues.flatMap(pick))];
  const tokens = await ordersOfTokens(
    ctx,
    all((each) => each.tokens),
  );
  const messageIds = await ordersOfMails(
    ctx,
    all((each) => each.messageIds),
  );
  const numbers = await ordersOfNumbers(
    ctx,
    all((each) => [...each.subjectNumbers, ...each.textNumbers]),
  );
  const ofSender = await ordersOfSenders(
    ctx,
    all((each) => (each.sender ? [each.sender] : [])),
  );
  return ({ sender }) => ({ tokens, messageIds, numbers, ofSender: sender ? ofSender(sender) : [] });
}

type Found = { clue: string; order: string };
const toMap = (rows: Found[]): Map<string, string> => new Map(rows.map(({ clue, order }) => [clue, order]));

async function ordersOfTokens({ em }: Context, tokens: string[]): Promise<Map<string, string>> {
  const ids = tokens.filter((token) => /^[0-9a-f]{32}$/.test(token));
  if (!ids.length) return new Map();
  const rows = await em.execute('select id from sales_order where id = any(?::uuid[])', [sqlArray(ids)]);
  return new Map((rows as { id: string }[]).map(({ id }) => [id.replaceAll('-', ''), id]));
}

async function ordersOfMails({ em }: Context, messageIds: string[]): Promise<Map<string, string>> {
  const keys = new Map(messageIds.flatMap((id) => (keyOfMessageId(id) ? [[keyOfMessageId(id)!, id] as const] : [])));
  if (!keys.size) return new Map();
  const mails = await em.find(Effect, { kind: 'mail', key: { $in: [...keys.keys()] } }, readOnly);
  return toMap(mails.flatMap(({ key, orderId }) => (orderId ? { clue: keys.get(key)!, order: orderId } : [])));
}

async function ordersOfNumbers({ em }: Context, numbers: string[]): Promise<Map<string, string>> {
  if (!numbers.length) return new Map();
  const wanted = sqlArray(numbers);
  const rows = await em.execute(
    `select number as clue, id as "order" from sales_order where number = any(?::text[])
     union all select channel_order_id, id from sales_order where channel_order_id = any(?::text[])
     union all select number, order_id from shipment where number = any(?::text[])
     union all select number, order_id from invoice where number = any(?::text[])`,
    [wanted, wanted, wanted, wanted],
  );
  return toMap(rows as Found[]);
}

async function ordersOfSenders({ em }: Context, senders: string[]): Promise<(of: string) => string[]> {
  if (!senders.length) return () => [];
  const rows = (await em.execute(
    `select s.sender as clue, o.id as "order" from unnest(?::text[]) as s (sender) cross join lateral
       (select id from sales_order where lower(buyer_email) = s.sender order by placed_at desc limit ?) o`,
    [sqlArray(senders), mostOfSender],
  )) as Found[];
  const of = grouped(rows, ({ clue }) => clue);
  return (sender) => of(sender).map(({ order }) => order);
}
