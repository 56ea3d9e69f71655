import { onScopeDispose, ref } from 'vue';
import { listClient } from '../api/client.ts';
import { useAtMostEvery } from '../api/rhythm.ts';
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
  async function read() {
    const { data } = await listClient.query(OpenTickets, {}).toPromise();
    if (data) count.value = data.tickets.totalCount;
  }
  const soon = useAtMostEvery(AT_MOST_EVERY_MS, () => void read());
  const stops = [ticketChanges.listen(soon), ticketGap.listen(() => void read())];
  void read();
  onScopeDispose(() => {
    for (const stop of stops) stop();
  });
  return count;
}
