import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession } from '../staff/sign-in.ts';
import { openTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const inputs: Record<string, string> = {
  setChannelRhythm: 'SetChannelRhythmInput',
  setChannelPolicy: 'SetChannelPolicyInput',
  startBackfill: 'BackfillInput',
  stopBackfill: 'StopBackfillInput',
};

/** The code with which the API refuses an act of somebody in a role; undefined when it does not. */
async function refusal(role: string, name: string, input: object): Promise<string | undefined> {
  const [{ id }] = (await api.ctx().em.execute('select id from staff where role = ?', [role])) as [{ id: string }];
  const headers = { cookie: `kontor_session=${await openSession(api.ctx().em, id)}` };
  const mutation = `mutation($input: ${inputs[name] ?? 'ChannelInput'}!) { ${name}(input: $input) { id } }`;
  return (await api.graphql(mutation, { input }, headers)).errors?.[0]?.extensions.code;
}

test.each([
  [
    'reader',
    [
      'pauseChannel',
      'continueChannel',
      'runChannelNow',
      'setChannelRhythm',
      'setChannelPolicy',
      'startBackfill',
      'stopBackfill',
    ],
  ],
  ['warehouse', ['pauseChannel', 'startBackfill', 'setChannelPolicy']],
  ['clerk', ['setChannelRhythm', 'setChannelPolicy']],
])('as %s the acts that are not theirs are refused', async (role, names) => {
  const { channelId } = api;
  const extra: Record<string, object> = {
    setChannelPolicy: { channelId, policy: {} },
    startBackfill: { channelId, fromDay: '2026-11-20', toDay: '2026-11-21' },
    stopBackfill: { backfillId: channelId },
  };
  for (const name of names)
    expect([name, await refusal(role, name, extra[name] ?? { channelId })]).toEqual([name, 'FORBIDDEN']);
});

test('a clerk pauses, an administrator sets', async () => {
  const { channelId } = api;
  expect(await refusal('clerk', 'pauseChannel', { channelId })).toBeUndefined();
  const policy = { personalDataWithinHours: 12 };
  expect(await refusal('administrator', 'setChannelPolicy', { channelId, policy })).toBeUndefined();
});
