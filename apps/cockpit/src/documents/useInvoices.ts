import { watch, type Ref } from 'vue';
import { listClient } from '../api/client.ts';
import { graphql } from '../gql';
import type { InvoicesQuery } from '../gql/graphql.ts';
import { type InvoiceFilterState, toInvoiceFilter } from './invoice-filter.ts';
import { usePages } from './usePages.ts';

const Invoices = graphql(`
  query Invoices($after: String, $filter: InvoiceFilter) {
    invoices(first: 50, after: $after, filter: $filter) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          number
          issuedOn
          state
          gross {
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
          exported
          mails {
            id
            state
            lastError
          }
          order {
            id
            number
            customerName
          }
          documents {
            id
            kind
            path
          }
        }
      }
    }
  }
`);

export type InvoiceRow = InvoicesQuery['invoices']['edges'][number]['node'];

const Documents = graphql(`
  query Documents($after: String) {
    documents(first: 50, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          kind
          number
          mediaType
          bytes
          createdAt
          path
        }
      }
    }
  }
`);

const CreditNotes = graphql(`
  query CreditNotes($after: String) {
    creditNotes(first: 50, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          number
          kind
          reason
          invoiceNumber
          issuedOn
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
          document {
            id
            path
          }
        }
      }
    }
  }
`);

const RestMs = 200;

/** The invoices that fit the filter, newest first; a change of the filter reads anew once it rests. */
export function useInvoices(filter: Ref<InvoiceFilterState>) {
  const pages = usePages(async (after) => {
    const variables = { after, filter: toInvoiceFilter(filter.value) };
    const { data, error } = await listClient.query(Invoices, variables).toPromise();
    return { data: data?.invoices, error };
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(filter, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void pages.reload(), RestMs);
  });
  return pages;
}

/** All credit notes, newest first. */
export const useCreditNotes = () =>
  usePages(async (after) => {
    const { data, error } = await listClient.query(CreditNotes, { after }).toPromise();
    return { data: data?.creditNotes, error };
  });

/** All stored documents, newest first. */
export const useDocuments = () =>
  usePages(async (after) => {
    const { data, error } = await listClient.query(Documents, { after }).toPromise();
    return { data: data?.documents, error };
  });
