import { ref, type Ref, watch } from 'vue';
import { listClient } from '../api/client.ts';
import { problemOf, type Problem } from '../api/errors.ts';
import { usePages } from '../documents/usePages.ts';
import { graphql } from '../gql';
import type { InboundMessagesQuery, InboundState } from '../gql/graphql.ts';

const InboundMessages = graphql(`
  query InboundMessages($after: String, $filter: InboundMessageFilter) {
    inboundMessages(first: 50, after: $after, filter: $filter) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          source
          name
          state
          problem
          receivedAt
          carrier {
            code
            name
          }
        }
      }
    }
  }
`);

const InboundText = graphql(`
  query InboundText($id: ID!) {
    inboundMessage(id: $id) {
      id
      text
    }
  }
`);

const ReplayMessage = graphql(`
  mutation ReplayMessage($messageId: ID!) {
    replayMessage(messageId: $messageId) {
      id
      state
    }
  }
`);

export type InboundRow = InboundMessagesQuery['inboundMessages']['edges'][number]['node'];
const READ_AGAIN_MS = 1_500;

/** What came from outside, by state; a message can be looked into and read again. */
export function useInbound(state: Ref<InboundState>) {
  const pages = usePages<InboundRow>(async (after) => {
    const { data, error } = await listClient
      .query(InboundMessages, { after, filter: { state: state.value } })
      .toPromise();
    return { data: data?.inboundMessages, error };
  });
  const refused = ref<Problem>();
  const busy = ref<string>();
  watch(state, () => void pages.reload());

  async function replay(messageId: string) {
    busy.value = messageId;
    const { error } = await listClient.mutation(ReplayMessage, { messageId }).toPromise();
    refused.value = problemOf(error);
    // the worker reads it; what came of it stands in the list a moment later
    await new Promise((resolve) => setTimeout(resolve, READ_AGAIN_MS));
    await pages.reload();
    busy.value = undefined;
  }

  async function textOf(id: string): Promise<string> {
    const { data } = await listClient.query(InboundText, { id }).toPromise();
    return data?.inboundMessage?.text ?? '';
  }

  return { ...pages, refused, busy, replay, textOf };
}
