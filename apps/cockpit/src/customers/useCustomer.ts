import { useQuery } from '@urql/vue';
import { computed, type Ref } from 'vue';
import { problemOf } from '../api/errors.ts';
import { graphql } from '../gql';

const CustomerPage = graphql(`
  query CustomerPage($id: ID!) {
    customer(id: $id) {
      id
      number
      name
      company
      email
      vatId
      createdAt
      orderCount
      addresses {
        name
        company
        street
        addition
        postcode
        city
        country
        phone
      }
      orders(first: 50) {
        ...OrderRow
      }
    }
  }
`);

/** A customer with addresses and the latest orders. */
export function useCustomer(id: Ref<string>) {
  const asked = useQuery({
    query: CustomerPage,
    variables: computed(() => ({ id: id.value })),
  });
  const { data, error, fetching } = asked;
  return {
    customer: computed(() => (data.value?.customer?.id === id.value ? data.value.customer : undefined)),
    readAgain: () => void asked.executeQuery({ requestPolicy: 'network-only' }),
    problem: computed(
      () =>
        problemOf(error.value) ??
        (!fetching.value && data.value?.customer === null
          ? { kind: 'not_found' as const, code: 'NOT_FOUND', message: id.value }
          : undefined),
    ),
  };
}
