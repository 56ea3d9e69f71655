import { ref, shallowRef } from 'vue';
import { ask } from '../api/ask.ts';
import type { Problem } from '../api/errors.ts';
import { useActs } from '../api/useActs.ts';
import { graphql } from '../gql';
import type { ApiTokensQuery, NewApiTokenInput } from '../gql/graphql.ts';

const ApiTokens = graphql(`
  query ApiTokens {
    apiTokens {
      id
      name
      ending
      scopes
      pointsPerMinute
      createdAt
      createdBy
      expiresAt
      lastUsedAt
      revokedAt
    }
  }
`);

const CreateToken = graphql(`
  mutation CreateToken($input: NewApiTokenInput!) {
    createApiToken(input: $input) {
      secret
    }
  }
`);

const RevokeToken = graphql(`
  mutation RevokeToken($id: ID!) {
    revokeApiToken(id: $id) {
      id
    }
  }
`);

export type Token = ApiTokensQuery['apiTokens'][number];

/** What a token may be: in use, out of time, or taken away. */
export const stateOf = ({ revokedAt, expiresAt }: Token, now: number): 'active' | 'expired' | 'revoked' => {
  if (revokedAt) return 'revoked';
  return expiresAt && Date.parse(expiresAt) <= now ? 'expired' : 'active';
};

/** The keys of third-party tools. */
export function useTokens() {
  const tokens = shallowRef<Token[]>();
  const problem = ref<Problem>();
  const secret = ref<string>();

  async function read() {
    const answer = await ask(ApiTokens, {});
    problem.value = answer.problem;
    if (answer.data) tokens.value = answer.data.apiTokens;
  }
  void read();
  const acts = useActs(read);

  async function create(input: NewApiTokenInput): Promise<boolean> {
    const data = await acts.act('create', CreateToken, { input });
    secret.value = data?.createApiToken.secret;
    return !!data;
  }
  const revoke = (id: string) => acts.act('revoke', RevokeToken, { id });
  return { tokens, problem, secret, acts, read, create, revoke };
}
