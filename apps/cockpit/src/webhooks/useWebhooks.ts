import { ref, shallowRef } from 'vue';
import { ask } from '../api/ask.ts';
import { useActs } from '../api/useActs.ts';
import type { Problem } from '../api/errors.ts';
import { graphql } from '../gql';
import type { WebhooksQuery } from '../gql/graphql.ts';

const Webhooks = graphql(`
  query Webhooks {
    webhookEventTypes
    webhookEndpoints {
      id
      url
      description
      eventTypes
      state
      cursor
      attempts
      lastError
      deliveries(first: 20) {
        totalCount
        edges {
          node {
            id
            messageId
            cursor
            type
            state
            attempts
            status
            error
            lastAt
          }
        }
      }
    }
  }
`);

const CreateEndpoint = graphql(`
  mutation CreateEndpoint($input: NewWebhookEndpointInput!) {
    createWebhookEndpoint(input: $input) {
      secret
    }
  }
`);

const PauseEndpoint = graphql(`
  mutation PauseEndpoint($id: ID!) {
    pauseWebhookEndpoint(id: $id) {
      id
    }
  }
`);

const ContinueEndpoint = graphql(`
  mutation ContinueEndpoint($id: ID!) {
    continueWebhookEndpoint(id: $id) {
      id
    }
  }
`);

const SkipMessage = graphql(`
  mutation SkipMessage($id: ID!) {
    skipWebhookMessage(id: $id) {
      id
    }
  }
`);

const RemoveEndpoint = graphql(`
  mutation RemoveEndpoint($id: ID!) {
    removeWebhookEndpoint(id: $id) {
      id
    }
  }
`);

const ReplayEndpoint = graphql(`
  mutation ReplayEndpoint($id: ID!, $since: String!) {
    replayWebhookEndpoint(id: $id, since: $since) {
      id
    }
  }
`);

export type Endpoint = WebhooksQuery['webhookEndpoints'][number];
export type Deed = 'pause' | 'continue' | 'skip' | 'remove';

/** Endpoints of accounting systems with their delivery logs. */
export function useWebhooks() {
  const endpoints = shallowRef<Endpoint[]>();
  const types = shallowRef<string[]>([]);
  const problem = ref<Problem>();
  const secret = ref<string>();
  const acts = useActs();

  async function read() {
    const answer = await ask(Webhooks, {});
    problem.value = answer.problem;
    if (!answer.data) return;
    endpoints.value = answer.data.webhookEndpoints;
    types.value = answer.data.webhookEventTypes;
  }
  void read();

  async function create(input: { url: string; description: string; eventTypes: string[]; since: string | null }) {
    const data = await acts.act('create', CreateEndpoint, { input });
    if (!data) return false;
    secret.value = data.createWebhookEndpoint.secret;
    await read();
    return true;
  }
  const deeds: Record<Deed, (id: string) => Promise<unknown>> = {
    pause: (id) => acts.act(`pause-${id}`, PauseEndpoint, { id }),
    continue: (id) => acts.act(`continue-${id}`, ContinueEndpoint, { id }),
    skip: (id) => acts.act(`skip-${id}`, SkipMessage, { id }),
    remove: (id) => acts.act(`remove-${id}`, RemoveEndpoint, { id }),
  };
  return {
    endpoints,
    types,
    problem,
    secret,
    acts,
    read,
    create,
    does: async (deed: Deed, id: string) => void ((await deeds[deed](id)) && (await read())),
    replay: async (id: string, since: string) =>
      void ((await acts.act(`replay-${id}`, ReplayEndpoint, { id, since })) && (await read())),
  };
}
