import { listClient } from '../api/client.ts';
import { useActs } from '../api/useActs.ts';
import { instantIn } from '../carriers/instant-in.ts';
import { graphql } from '../gql';
import { timeZone } from '../i18n/useFormats.ts';

const CreateTicket = graphql(`
  mutation CreateTicket($input: CreateTicketInput!) {
    createTicket(input: $input) {
      id
      number
    }
  }
`);
const OrderToLink = graphql(`
  query OrderToLink($number: String!) {
    orders(first: 5, filter: { search: $number }) {
      edges {
        node {
          id
          number
          channelOrderId
        }
      }
    }
  }
`);

interface Wanted {
  subject: string;
  /** Number of an order, ours or the channel's; empty: about none. */
  order: string;
  /** 0: as the assignment rules say. */
  priority: number;
  /** Local time in the company's zone; empty: as the rules say. */
  due: string;
}

/** Opens a ticket by hand; tells its number. */
export function useNewTicket() {
  const { problem, busy, act } = useActs();
  async function create({ subject, order, priority, due }: Wanted): Promise<string | undefined> {
    const number = order.trim();
    const orderId = number ? await orderOf(number) : null;
    if (orderId === undefined) {
      problem.value = { kind: 'rejected', code: 'order_not_found', message: number };
      return undefined;
    }
    const dueAt = due ? instantIn(due, timeZone.value).toISOString() : null;
    const made = await act('create', CreateTicket, {
      input: { subject, orderId, priority: priority || null, dueAt },
    });
    return made?.createTicket.number;
  }
  return { problem, busy, create };
}

async function orderOf(number: string): Promise<string | undefined> {
  const { data } = await listClient.query(OrderToLink, { number }).toPromise();
  const found = data?.orders.edges.find(({ node }) => node.number === number || node.channelOrderId === number);
  return found?.node.id;
}
