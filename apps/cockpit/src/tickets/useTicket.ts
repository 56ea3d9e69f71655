import { useQuery } from '@urql/vue';
import { computed, watch, type Ref } from 'vue';
import { listClient } from '../api/client.ts';
import { problemOf } from '../api/errors.ts';
import { useFollowed } from '../api/useFollowed.ts';
import { graphql } from '../gql';
import type { TicketFilter, TicketPageQuery } from '../gql/graphql.ts';
import { useConnection } from '../live/connection.ts';

graphql(`
  fragment TicketWhole on Ticket {
    ...TicketRow
    evidence
    closedBy
    resolution
    openedTimes
    mergedInto {
      id
      number
    }
    notes {
      id
      kind
      text
      by
      at
    }
    customerMails {
      id
      sender
      subject
      text
      attachments {
        name
        mediaType
        size
      }
      threadReason
      threadClue
      receivedAt
    }
    mayBelongTo {
      id
      number
    }
    checklist {
      id
      text
      required
      done
      by
    }
    macros {
      id
      name
      action
    }
    history {
      cursor
      type
      actor
      at
      data
    }
  }
`);

const TicketPage = graphql(`
  query TicketPage($number: String!) {
    ticket(number: $number) {
      ...TicketWhole
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

const NextTicket = graphql(`
  query NextTicket($filter: TicketFilter) {
    tickets(first: 2, order: urgent, filter: $filter) {
      edges {
        node {
          number
        }
      }
    }
  }
`);

export type TicketDetail = NonNullable<TicketPageQuery['ticket']>;

/** One ticket with its order, kept fresh. */
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
  const missing = computed(() => !fetching.value && !error.value && data.value?.ticket === null);
  return {
    ticket,
    order,
    readAgain,
    problem: computed(
      () =>
        problemOf(error.value) ??
        (missing.value ? { kind: 'not_found' as const, code: 'NOT_FOUND', message: number.value } : undefined),
    ),
  };
}

/** Number of the most urgent ticket of a view that is not the given one. */
export async function nextTicket(done: string, filter: TicketFilter): Promise<string | undefined> {
  const { data } = await listClient.query(NextTicket, { filter }).toPromise();
  return data?.tickets.edges.find((edge) => edge.node.number !== done)?.node.number;
}
