import type { TicketFilter } from '../gql/graphql.ts';

export const VIEWS = ['all', 'mine', 'team'] as const;
export type View = (typeof VIEWS)[number];

/** The view in the address; without one: all. */
export const viewOf = (value: unknown): View => VIEWS.find((one) => one === value) ?? 'all';

/** What stands in the queue now: open and not put off. */
export const queueFilter = (view: View): TicketFilter => ({
  status: 'open',
  snoozed: false,
  ...(view === 'mine' ? { mine: true } : {}),
  ...(view === 'team' ? { team: true } : {}),
});

export const isLate = ({ status, dueAt }: { status: string; dueAt?: string | null }, now: number) =>
  status === 'open' && !!dueAt && Date.parse(dueAt) < now;

/** When to look again, from now: local clock times in the company's hours. */
export function snoozeTimes(now: Date): { key: string; until: Date }[] {
  const at = (days: number) => {
    const day = new Date(now);
    day.setDate(day.getDate() + days);
    day.setHours(8, 0, 0, 0);
    return day;
  };
  const toMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { key: 'hour', until: new Date(now.getTime() + 3_600_000) },
    { key: 'tomorrow', until: at(1) },
    { key: 'monday', until: at(toMonday) },
  ];
}
