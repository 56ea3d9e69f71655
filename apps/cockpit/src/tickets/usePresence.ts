import { computed, onScopeDispose, ref, watch, type Ref } from 'vue';
import { listClient } from '../api/client.ts';
import { graphql } from '../gql';
import type { TicketViewer } from '../live/documents.ts';
import { followViewers } from '../live/live.ts';
import { useSession } from '../sign-in/session.ts';

const Watch = graphql(`
  mutation WatchTicket($ticketId: ID!, $editing: Boolean!) {
    watchTicket(ticketId: $ticketId, editing: $editing)
  }
`);
const Leave = graphql(`
  mutation LeaveTicket($ticketId: ID!) {
    leaveTicket(ticketId: $ticketId)
  }
`);

const EVERY_MS = 10_000;

/** Who else looks at which ticket, by its id. */
export function useViewers() {
  const all = ref<TicketViewer[]>([]);
  onScopeDispose(followViewers((viewers) => (all.value = viewers)));
  const { staff } = useSession();
  return computed(() =>
    Map.groupBy(
      all.value.filter((viewer) => viewer.staffId !== staff.value?.id),
      (viewer) => viewer.ticketId,
    ),
  );
}

/** Tells the others that this ticket is open here, and whether something in it is unsaved. */
export function useWatching(ticketId: Ref<string | undefined>, editing: Ref<boolean>) {
  const say = () => {
    if (ticketId.value && !document.hidden)
      void listClient.mutation(Watch, { ticketId: ticketId.value, editing: editing.value }).toPromise();
  };
  const leave = (id: string | undefined) => {
    if (id) void listClient.mutation(Leave, { ticketId: id }).toPromise();
  };
  const timer = setInterval(say, EVERY_MS);
  watch(
    [ticketId, editing],
    ([now], [before]) => {
      if (before !== now) leave(before);
      say();
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearInterval(timer);
    leave(ticketId.value);
  });
}
