import { useClientHandle, useMutation } from '@urql/vue';
import { ref, watch, type Ref } from 'vue';
import { problemOf, type Problem } from '../api/errors.ts';
import { graphql } from '../gql';
import type { CreditInvoiceInput, CreditPreviewQuery, CreditWishInput } from '../gql/graphql.ts';

const CreditPreview = graphql(`
  query CreditPreview($invoiceId: ID!, $wish: CreditWishInput!) {
    creditPreview(invoiceId: $invoiceId, wish: $wish) {
      kind
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
    }
  }
`);

const CreditInvoice = graphql(`
  mutation CreditInvoice($input: CreditInvoiceInput!) {
    creditInvoice(input: $input) {
      id
      number
    }
  }
`);

const RestMs = 150;

/** What a credit note would say, asked as soon as the wish rests, and the act itself. */
export function useCredit(invoiceId: Ref<string | undefined>, wish: Ref<CreditWishInput | undefined>) {
  const { client } = useClientHandle();
  const preview = ref<CreditPreviewQuery['creditPreview']>();
  const problem = ref<Problem>();
  const credit = useMutation(CreditInvoice);
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask() {
    const mine = ++asked;
    if (!wish.value || !invoiceId.value) {
      preview.value = undefined;
      problem.value = undefined;
      return;
    }
    const variables = { invoiceId: invoiceId.value, wish: wish.value };
    const { data, error } = await client.query(CreditPreview, variables, { requestPolicy: 'network-only' }).toPromise();
    if (mine !== asked) return;
    preview.value = data?.creditPreview;
    problem.value = problemOf(error);
  }
  watch([invoiceId, () => JSON.stringify(wish.value)], () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), RestMs);
  });

  async function issue(input: CreditInvoiceInput): Promise<string | undefined> {
    const { data, error } = await credit.executeMutation({ input });
    problem.value = problemOf(error);
    return data?.creditInvoice.number;
  }
  return { preview, problem, busy: credit.fetching, issue, ask };
}
