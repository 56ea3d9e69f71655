import { anIncomingOrder } from '@kontor/domain/testing';
import { Timer } from '@kontor/domain/timers/timer.entity';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { openTestApi, type TestApi } from '../testing.ts';
import { as, change, show } from './channels.testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  const { em } = api.ctx();
  await em.execute(`update channel set connection = '{"clientSecret":"s3cret","marketplaceIds":["A1PA6795UKMFR9"]}'`);
  await em.insert(Timer, {
    key: 'channels.fetch-orders:amazon-de',
    job: 'channels.fetch-orders',
    data: { channelId: api.channelId },
    everySeconds: 300,
    nextAt: new Date('2026-11-25T10:00:00Z'),
  });
});
afterAll(() => api.close());

test('a channel shows where it sells and never what it signs in with', async () => {
  expect(await show(api, 'account marketplaces')).toEqual({ account: 'A1SELLER', marketplaces: ['A1PA6795UKMFR9'] });
  const { data } = await api.graphql<{ __type: { fields: { name: string }[] } }>(
    '{ __type(name: "Channel") { fields { name } } }',
  );
  expect(data!.__type.fields.map(({ name }) => name)).not.toContain('connection');
  expect(await api.graphql('{ channel(code: "nobody") { id } }')).toMatchObject({ data: { channel: null } });
});

test('pause stops the timers and is told in the history; continue starts them; run now takes one job', async () => {
  const clerk = await as(api, 'clerk');
  const { channelId } = api;
  expect(await change(api, 'pauseChannel', { channelId }, clerk, 'paused')).toMatchObject({
    data: { pauseChannel: { paused: true } },
  });
  expect((await show(api, 'rhythm { nextTimes }')).rhythm.nextTimes).toEqual([]);
  expect((await change(api, 'runChannelNow', { channelId }, clerk)).errors?.[0]?.extensions.rejection).toBe(
    'channel_paused',
  );
  await change(api, 'continueChannel', { channelId }, clerk);
  expect((await change(api, 'runChannelNow', { channelId }, clerk)).errors).toBeUndefined();
  const { history } = await show(api, 'history(first: 3) { totalCount edges { node { type actor } } }');
  expect(history.edges.map(({ node }) => [node.type, node.actor])).toEqual([
    ['ChannelRunNow', 'staff:clerk'],
    ['ChannelContinued', 'staff:clerk'],
    ['ChannelPaused', 'staff:clerk'],
  ]);
});

test('the history of a channel is read page by page, and no other event is in it', async () => {
  await api.place(anIncomingOrder());
  const first = (await show(api, 'history(first: 2) { totalCount edges { cursor node { type } } }')).history;
  const cursor = first.edges.at(-1)!.cursor;
  const rest = (await show(api, `history(after: "${cursor}") { edges { node { type } } }`)).history;
  const types = [...first.edges, ...rest.edges].map(({ node }) => node.type);
  expect(types).toHaveLength(first.totalCount);
  expect(types.every((type) => type.startsWith('Channel'))).toBe(true);
  const wrong = await api.graphql('{ channel(code: "amazon-de") { history(after: "x") { totalCount } } }');
  expect(wrong.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('a rhythm shows its next times before it is set, and is then the staff’s', async () => {
  const preview = async (rhythm: object) =>
    (
      await api.graphql<{ rhythmPreview: { problem: string | null; nextTimes: string[] } }>(
        'query($rhythm: RhythmInput!) { rhythmPreview(rhythm: $rhythm) { problem nextTimes } }',
        { rhythm },
      )
    ).data!.rhythmPreview;
  const daily = await preview({ cron: '0 7 * * *' });
  expect(daily.nextTimes.map((at) => new Date(at).getUTCMinutes())).toEqual([0, 0, 0]);
  expect([...daily.nextTimes].sort()).toEqual(daily.nextTimes);
  expect(await preview({ everySeconds: 30 })).toEqual({ problem: 'from 1 minute to 24 hours', nextTimes: [] });
  expect((await preview({ cron: '61 * * * *' })).problem).toBeTruthy();
  const { channelId } = api;
  const wrong = await change(api, 'setChannelRhythm', { channelId, cron: 'x' }, await as(api, 'administrator'));
  expect(wrong.errors?.[0]?.extensions.rejection).toBe('rhythm_invalid');
  await change(api, 'setChannelRhythm', { channelId, cron: '0 7 * * *' }, await as(api, 'administrator'));
  const { rhythm } = await show(api, 'rhythm { everySeconds cron byStaff nextTimes }');
  expect(rhythm).toEqual({ everySeconds: null, cron: '0 7 * * *', byStaff: true, nextTimes: daily.nextTimes });
});

test('a policy is previewed with its consequence, and the history keeps before, after and consequence', async () => {
  const { channelId } = api;
  const policy = { mails: { received: false, shipped: false, invoice: false } };
  await change(api, 'setChannelPolicy', { channelId, policy }, await as(api, 'administrator'));
  const draft = { channelId, policy: { mails: { shipped: true } } };
  const { data } = await api.graphql(
    'query($input: SetChannelPolicyInput!) { policyPreview(input: $input) { consequences policy { mails { received shipped } } } }',
    { input: draft },
  );
  expect(data).toEqual({
    policyPreview: { consequences: ['mails_forbidden'], policy: { mails: { received: false, shipped: true } } },
  });
  expect((await show(api, 'policyConsequences')).policyConsequences).toEqual([]);
  await change(api, 'setChannelPolicy', draft, await as(api, 'administrator'));
  const { history, ...rest } = await show(
    api,
    'policyByStaff policyConsequences history(first: 1) { edges { node { data } } }',
  );
  expect(rest).toEqual({ policyByStaff: true, policyConsequences: ['mails_forbidden'] });
  expect(history.edges[0]!.node.data).toEqual({
    channel: 'amazon-de',
    before: { 'mails.shipped': false },
    after: { 'mails.shipped': true },
    consequences: ['mails_forbidden'],
  });
  const far = await change(
    api,
    'setChannelPolicy',
    { channelId, policy: { warnBeforeShipByHours: 99 } },
    await as(api, 'administrator'),
  );
  expect(far.errors?.[0]?.extensions.rejection).toBe('policy_invalid');
});

test('an unknown channel is not found, a malformed id is refused', async () => {
  const nobody = '00000000-0000-7000-8000-000000000000';
  for (const name of ['pauseChannel', 'continueChannel', 'runChannelNow'])
    expect((await change(api, name, { channelId: nobody })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  expect((await change(api, 'pauseChannel', { channelId: 'x' })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('who follows the channels sees each change once, with the channel as it stands then', async () => {
  const client = createClient({
    url: `${api.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${api.token}` },
    retryAttempts: 0,
  });
  interface Change {
    channelChanges: { type: string; channel: { code: string; paused: boolean } };
  }
  const since = (await show(api, 'history(first: 1) { edges { cursor } }')).history.edges[0]!.cursor;
  const seen: unknown[] = [];
  await change(api, 'pauseChannel', { channelId: api.channelId });
  await api.place(anIncomingOrder());
  const feed = client.iterate<Change>({
    query: 'subscription($since: String) { channelChanges(since: $since) { type channel { code paused } } }',
    variables: { since },
  });
  for await (const { data } of feed) {
    seen.push(data!.channelChanges);
    if (seen.length === 1) await change(api, 'continueChannel', { channelId: api.channelId });
    if (seen.length === 2) break;
  }
  await client.dispose();
  expect(seen).toEqual([
    { type: 'ChannelPaused', channel: { code: 'amazon-de', paused: true } },
    { type: 'ChannelContinued', channel: { code: 'amazon-de', paused: false } },
  ]);
});
