import { useQuery } from '@urql/vue';
import { computed, type Ref } from 'vue';
import { problemOf } from '../api/errors.ts';
import { graphql } from '../gql';
import type { InvoicePageQuery } from '../gql/graphql.ts';

const InvoicePage = graphql(`
  query InvoicePage($number: String!) {
    invoice(number: $number) {
      id
      number
      issuedOn
      state
      exported
      mails {
        id
        state
        attempts
        lastError
        updatedAt
      }
      hash
      recipient {
        name
        company
        street
        addition
        postcode
        city
        country
        phone
      }
      order {
        id
        number
      }
      gross {
        amount
        currency
      }
      net {
        amount
        currency
      }
      vat {
        amount
        currency
      }
      paid {
        amount
        currency
      }
      credited {
        amount
        currency
      }
      lines {
        line
        position
        sku
        title
        quantity
        vatPermille
        unitGross {
          amount
          currency
        }
        net {
          amount
          currency
        }
        gross {
          amount
          currency
        }
        credited {
          amount
          currency
        }
      }
      totals {
        vatPermille
        net {
          amount
          currency
        }
        vat {
          amount
          currency
        }
        gross {
          amount
          currency
        }
      }
      vatReason {
        case
        country
        shipsFrom
        sellerVatId
        buyerVatId
        buyerVatIdState
        note
      }
      creditNotes {
        id
        number
        kind
        reason
        note
        issuedOn
        gross {
          amount
          currency
        }
        documents {
          id
          kind
          path
        }
      }
      documents {
        id
        kind
        number
        path
      }
    }
  }
`);

export type Invoice = NonNullable<InvoicePageQuery['invoice']>;

/** One invoice with lines, reason, credit notes and documents. */
export function useInvoice(number: Ref<string>) {
  const asked = useQuery({
    query: InvoicePage,
    variables: computed(() => ({ number: number.value })),
    requestPolicy: 'cache-and-network',
  });
  const { data, error, fetching } = asked;
  return {
    invoice: computed(() => (data.value?.invoice?.number === number.value ? data.value.invoice : undefined)),
    readAgain: () => void asked.executeQuery({ requestPolicy: 'network-only' }),
    problem: computed(
      () =>
        problemOf(error.value) ??
        (!fetching.value && data.value?.invoice === null
          ? { kind: 'not_found' as const, code: 'NOT_FOUND', message: number.value }
          : undefined),
    ),
  };
}
