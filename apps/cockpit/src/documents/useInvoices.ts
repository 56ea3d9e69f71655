import { listClient } from '../api/client.ts';
import { graphql } from '../gql';
import { usePages } from './usePages.ts';

const Invoices = graphql(`
  query Invoices($after: String) {
    invoices(first: 50, after: $after) {
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
          document {
            id
            path
          }
        }
      }
    }
  }
`);

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

/** All invoices, newest first. */
export const useInvoices = () =>
  usePages(async (after) => {
    const { data, error } = await listClient.query(Invoices, { after }).toPromise();
    return { data: data?.invoices, error };
  });

/** All stored documents, newest first. */
export const useDocuments = () =>
  usePages(async (after) => {
    const { data, error } = await listClient.query(Documents, { after }).toPromise();
    return { data: data?.documents, error };
  });
