import { openSession } from '../staff/sign-in.ts';
import type { TestApi } from '../testing.ts';

interface Shown {
  paused: boolean;
  account: string;
  marketplaces: string[];
  rhythm: { everySeconds: number | null; cron: string | null; byStaff: boolean; nextTimes: string[] };
  limits: { operation: string; tokens: number; refused: number }[];
  days: {
    totalCount: number;
    edges: { node: { day: string } }[];
    pageInfo: { endCursor: string; hasNextPage: boolean };
  };
  history: { totalCount: number; edges: { cursor: string; node: { type: string; actor: string; data: unknown } }[] };
  money: object[];
  policy: { mails: { received: boolean } };
  policyByStaff: boolean;
  policyConsequences: string[];
}

const inputs: Record<string, string> = {
  setChannelRhythm: 'SetChannelRhythmInput',
  setChannelPolicy: 'SetChannelPolicyInput',
  startBackfill: 'BackfillInput',
  stopBackfill: 'StopBackfillInput',
};

/** Headers of a session of the member of staff who has this role. */
export async function as(api: TestApi, role: string): Promise<Record<string, string>> {
  const [{ id }] = (await api.ctx().em.execute('select id from staff where role = ?', [role])) as [{ id: string }];
  return { cookie: `kontor_session=${await openSession(api.ctx().em, id)}` };
}

/** Fields of the channel. */
export async function show(api: TestApi, fields: string): Promise<Shown> {
  const { data, errors } = await api.graphql<{ channel: Shown }>(`{ channel(code: "amazon-de") { ${fields} } }`);
  if (errors) throw new Error(errors[0]!.message);
  return data!.channel;
}

/** A mutation of the channel. */
export const change = (api: TestApi, name: string, input: object, headers?: Record<string, string>, fields = 'id') =>
  api.graphql<Record<string, unknown>>(
    `mutation($input: ${inputs[name] ?? 'ChannelInput'}!) { ${name}(input: $input) { ${fields} } }`,
    { input },
    headers,
  );
