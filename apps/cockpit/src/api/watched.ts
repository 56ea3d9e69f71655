import type { SubscriptionForwarder } from '@urql/core';
import { orderChanges, ticketChanges } from '../live/live.ts';

type Versioned = { id: string; rev: number };

const watchers = new Map<string, number>();
const revs = new Map<string, number>();

/** An object is on the screen: its changes go into the page cache until the returned function is called. */
export function watchObject({ id, rev }: Versioned) {
  watchers.set(id, (watchers.get(id) ?? 0) + 1);
  revs.set(id, Math.max(rev, revs.get(id) ?? 0));
  return () => {
    const left = (watchers.get(id) ?? 1) - 1;
    if (left > 0) watchers.set(id, left);
    else {
      watchers.delete(id);
      revs.delete(id);
    }
  };
}

function accepted({ id, rev }: Versioned) {
  if (!watchers.has(id) || rev < (revs.get(id) ?? 0)) return false;
  revs.set(id, rev);
  return true;
}

/** urql's subscription transport: the feed of this tab, narrowed to the objects being watched. */
export const watchedChanges: SubscriptionForwarder = (request) => ({
  subscribe(sink) {
    const unsubscribe = request.query?.includes('ticketChanges')
      ? ticketChanges.listen((change) => {
          if (accepted(change.ticket)) sink.next({ data: { ticketChanges: change } });
        })
      : orderChanges.listen((change) => {
          if (accepted(change.order)) sink.next({ data: { orderChanges: change } });
        });
    return { unsubscribe };
  },
});
