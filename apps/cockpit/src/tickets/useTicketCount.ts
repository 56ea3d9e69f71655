import { onScopeDispose, ref } from 'vue';
import { listClient } from '../api/client.ts';
import { graphql } from '../gql';
import { ticketGap, ticketChanges } from '../live/live.ts';

const OpenTickets = graphql(`
  query OpenTickets {
    tickets(first: 1, filter: { status: open }) {
      totalCount
    }
  }
`);

const AT_MOST_EVERY_MS = 2_000;

/** How many tickets are open, for the rail. */
export function useTicketCount() {
  const count = ref(0);
  let timer: ReturnType<typeof setTimeout> | undefined;
  async function read() {
    const { data } = await listClient.query(OpenTickets, {}).toPromise();
    if (data) count.value = data.tickets.totalCount;
  }
  function soon() {
    timer ??= setTimeout(() => {
      timer = undefined;
      void read();
    }, AT_MOST_EVERY_MS);
  }
  const stops = [ticketChanges.listen(soon), ticketGap.listen(() => void read())];
  void read();
  onScopeDispose(() => {
    for (const stop of stops) stop();
    clearTimeout(timer);
  });
  return count;
}
