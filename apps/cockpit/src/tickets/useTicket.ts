import { useMutation, useQuery } from '@urql/vue';
import { computed, watch, type Ref } from 'vue';
import { listClient } from '../api/client.ts';
import { problemOf } from '../api/errors.ts';
import { useFollowed } from '../api/useFollowed.ts';
import { graphql } from '../gql';
import type { TicketPageQuery } from '../gql/graphql.ts';
import { useConnection } from '../live/connection.ts';
import { useOrderActions } from '../orders/useOrderActions.ts';

const TicketPage = graphql(`
  query TicketPage($number: String!) {
    ticket(number: $number) {
      ...TicketRow
      evidence
      closedBy
      resolution
      order {
        ...OrderHead
        history {
          cursor
          type
          actor
          at
          data
        }
      }
    }
  }
`);

const CloseTicket = graphql(`
  mutation CloseTicket($input: CloseTicketInput!) {
    closeTicket(input: $input) {
      ...TicketRow
      closedBy
      resolution
    }
  }
`);

const NextTicket = graphql(`
  query NextTicket {
    tickets(first: 2, filter: { status: open }) {
      edges {
        node {
          number
        }
      }
    }
  }
`);

export type TicketDetail = NonNullable<TicketPageQuery['ticket']>;

/** One ticket with its order, and what one can do about it. */
export function useTicket(number: Ref<string>) {
  const variables = computed(() => ({ number: number.value }));
  const asked = useQuery({ query: TicketPage, variables });
  const { data, error, fetching } = asked;
  const readAgain = () => void asked.executeQuery({ requestPolicy: 'network-only' });
  const ticket = computed(() => (data.value?.ticket?.number === number.value ? data.value.ticket : undefined));
  const order = computed(() => ticket.value?.order ?? undefined);
  useFollowed(ticket, readAgain);
  useFollowed(order, readAgain);
  watch(useConnection().state, (state) => {
    if (state === 'live' && error.value) readAgain();
  });
  const actions = useOrderActions(readAgain);
  const closing = useMutation(CloseTicket);
  const missing = computed(() => !fetching.value && !error.value && data.value?.ticket === null);

  async function close(ticketId: string, resolution: string) {
    actions.busy.value = 'close';
    const result = await closing.executeMutation({ input: { ticketId, resolution } });
    actions.busy.value = undefined;
    actions.problem.value = problemOf(result.error);
    return !result.error;
  }

  return {
    ticket,
    order,
    readAgain,
    actions,
    close,
    problem: computed(
      () =>
        problemOf(error.value) ??
        (missing.value ? { kind: 'not_found' as const, code: 'NOT_FOUND', message: number.value } : undefined),
    ),
  };
}

/** Number of the next open ticket that is not the given one. */
export async function nextOpenTicket(done: string): Promise<string | undefined> {
  const { data } = await listClient.query(NextTicket, {}).toPromise();
  return data?.tickets.edges.find((edge) => edge.node.number !== done)?.node.number;
}
