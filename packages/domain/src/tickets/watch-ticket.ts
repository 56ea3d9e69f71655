import type { EntityManager } from '@mikro-orm/postgresql';
import type { Context } from '../kernel/transact.ts';

/** Somebody who looks at a ticket right now. */
export interface Viewer {
  ticketId: string;
  staffId: string;
  name: string;
  editing: boolean;
}

/** Who has not said so for this long has left. */
const presentFor = 30_000;

/** A person looks at a ticket, or writes on it; said again every few seconds. Gone after half a minute of silence. */
export async function watchTicket(
  ctx: Context,
  { ticketId, staffId, editing }: { ticketId: string; staffId: string; editing: boolean },
): Promise<void> {
  const [seen] = (await ctx.em.execute(
    `insert into ticket_presence as p (ticket_id, staff_id, editing, seen_at)
     select id, ?, ?, ? from ticket where id = ?
     on conflict (ticket_id, staff_id) do update set editing = excluded.editing, seen_at = excluded.seen_at
     returning (select old.seen_at < ?::timestamptz or old.editing <> p.editing from ticket_presence old
                 where old.ticket_id = p.ticket_id and old.staff_id = p.staff_id) as news`,
    [staffId, editing, ctx.now(), ticketId, new Date(ctx.now().getTime() - presentFor)],
  )) as { news: boolean | null }[];
  if (seen && seen.news !== false) await ctx.publish([], [], ctx.em);
}

/** A person has closed the page. */
export async function leaveTicket(
  ctx: Context,
  { ticketId, staffId }: { ticketId: string; staffId: string },
): Promise<void> {
  await ctx.em.execute('delete from ticket_presence where ticket_id = ? and staff_id = ?', [ticketId, staffId]);
  await ctx.publish([], [], ctx.em);
}

/** Everybody who looks at any ticket, in a sequence that does not change. */
export const presentViewers = (em: EntityManager, now: Date): Promise<Viewer[]> =>
  em.execute(
    `select p.ticket_id as "ticketId", p.staff_id as "staffId", s.name, p.editing
       from ticket_presence p join staff s on s.id = p.staff_id where p.seen_at > ? order by p.ticket_id, s.name, s.id`,
    [new Date(now.getTime() - presentFor)],
  ) as Promise<Viewer[]>;
