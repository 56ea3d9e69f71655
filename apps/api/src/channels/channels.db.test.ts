import { Backfill } from '@kontor/domain/channels/backfill.entity';
import { ChannelDay } from '@kontor/domain/channels/channel-day.entity';
import { storeBackfillPage } from '@kontor/domain/orders/backfill-orders';
import { anIncomingOrder } from '@kontor/domain/testing';
import { Timer } from '@kontor/domain/timers/timer.entity';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { openSession } from '../staff/sign-in.ts';
import { openTestApi, type TestApi } from '../testing.ts';

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

async function as(role: string): Promise<Record<string, string>> {
  const [{ id }] = (await api.ctx().em.execute('select id from staff where role = ?', [role])) as [{ id: string }];
  return { cookie: `kontor_session=${await openSession(api.ctx().em, id)}` };
}

interface Shown {
  channel: {
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
    policy: { mails: { received: boolean } };
    policyByStaff: boolean;
    policyConsequences: string[];
  };
}
const show = async (fields: string): Promise<Shown['channel']> => {
  const { data, errors } = await api.graphql<Shown>(`{ channel(code: "amazon-de") { ${fields} } }`);
  expect(errors).toBeUndefined();
  return data!.channel;
};
const change = (name: string, input: object, headers?: Record<string, string>, fields = 'id') =>
  api.graphql<Record<string, unknown>>(
    `mutation($input: ${inputs[name] ?? 'ChannelInput'}!) { ${name}(input: $input) { ${fields} } }`,
    { input },
    headers,
  );
const inputs: Record<string, string> = {
  setChannelRhythm: 'SetChannelRhythmInput',
  setChannelPolicy: 'SetChannelPolicyInput',
  startBackfill: 'BackfillInput',
  stopBackfill: 'StopBackfillInput',
};

test('a channel shows where it sells and never what it signs in with', async () => {
  expect(await show('account marketplaces')).toEqual({ account: 'A1SELLER', marketplaces: ['A1PA6795UKMFR9'] });
  const { data } = await api.graphql<{ __type: { fields: { name: string }[] } }>(
    '{ __type(name: "Channel") { fields { name } } }',
  );
  expect(data!.__type.fields.map(({ name }) => name)).not.toContain('connection');
  expect(await api.graphql('{ channel(code: "nobody") { id } }')).toMatchObject({ data: { channel: null } });
});

test('pause stops the timers and is told in the history; continue starts them; run now takes one job', async () => {
  const clerk = await as('clerk');
  const { channelId } = api;
  expect(await change('pauseChannel', { channelId }, clerk, 'paused')).toMatchObject({
    data: { pauseChannel: { paused: true } },
  });
  expect((await show('rhythm { nextTimes }')).rhythm.nextTimes).toEqual([]);
  expect((await change('runChannelNow', { channelId }, clerk)).errors?.[0]?.extensions.rejection).toBe(
    'channel_paused',
  );
  await change('continueChannel', { channelId }, clerk);
  expect((await change('runChannelNow', { channelId }, clerk)).errors).toBeUndefined();
  const { history } = await show('history(first: 3) { totalCount edges { node { type actor } } }');
  expect(history.edges.map(({ node }) => [node.type, node.actor])).toEqual([
    ['ChannelRunNow', 'staff:clerk'],
    ['ChannelContinued', 'staff:clerk'],
    ['ChannelPaused', 'staff:clerk'],
  ]);
});

test('the history of a channel is read page by page, and no other event is in it', async () => {
  await api.place(anIncomingOrder());
  const first = (await show('history(first: 2) { totalCount edges { cursor node { type } } }')).history;
  const cursor = first.edges.at(-1)!.cursor;
  const rest = (await show(`history(after: "${cursor}") { edges { node { type } } }`)).history;
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
  const wrong = await change('setChannelRhythm', { channelId, cron: 'x' }, await as('administrator'));
  expect(wrong.errors?.[0]?.extensions.rejection).toBe('rhythm_invalid');
  await change('setChannelRhythm', { channelId, cron: '0 7 * * *' }, await as('administrator'));
  const { rhythm } = await show('rhythm { everySeconds cron byStaff nextTimes }');
  expect(rhythm).toEqual({ everySeconds: null, cron: '0 7 * * *', byStaff: true, nextTimes: daily.nextTimes });
});

test('a policy is previewed with its consequence, and the history keeps before, after and consequence', async () => {
  const { channelId } = api;
  const policy = { mails: { received: false, shipped: false, invoice: false } };
  await change('setChannelPolicy', { channelId, policy }, await as('administrator'));
  const draft = { channelId, policy: { mails: { shipped: true } } };
  const { data } = await api.graphql(
    'query($input: SetChannelPolicyInput!) { policyPreview(input: $input) { consequences policy { mails { received shipped } } } }',
    { input: draft },
  );
  expect(data).toEqual({
    policyPreview: { consequences: ['mails_forbidden'], policy: { mails: { received: false, shipped: true } } },
  });
  expect((await show('policyConsequences')).policyConsequences).toEqual([]);
  await change('setChannelPolicy', draft, await as('administrator'));
  const { history, ...rest } = await show(
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
    'setChannelPolicy',
    { channelId, policy: { warnBeforeShipByHours: 99 } },
    await as('administrator'),
  );
  expect(far.errors?.[0]?.extensions.rejection).toBe('policy_invalid');
});

test('a backfill is previewed, started, watched and stopped', async () => {
  const { channelId } = api;
  const period = { channelId, fromDay: '2026-11-20', toDay: '2026-11-21' };
  const ask = 'query($input: BackfillInput!) { backfillPreview(input: $input) { problem known } }';
  expect((await api.graphql(ask, { input: period })).data).toEqual({ backfillPreview: { problem: null, known: 1 } });
  expect((await api.graphql(ask, { input: { ...period, toDay: '2026-11-19' } })).data).toEqual({
    backfillPreview: { problem: 'the end is not after the beginning', known: 0 },
  });
  const started = await change('startBackfill', period, await as('clerk'), 'id state startsAt endsAt requestedBy');
  const { id } = started.data!.startBackfill as { id: string };
  expect(started.data!.startBackfill).toMatchObject({
    state: 'running',
    startsAt: '2026-11-19T23:00:00.000Z',
    endsAt: '2026-11-21T23:00:00.000Z',
    requestedBy: 'staff:clerk',
  });
  const page = { orders: [anIncomingOrder()], unreadable: [], next: 'more', completeUntil: new Date() };
  await storeBackfillPage(api.ctx(), await api.ctx().em.findOneOrFail(Backfill, id), page);
  const list = `{ backfills(channelId: "${channelId}") { totalCount edges { node { seen imported state } } } }`;
  expect((await api.graphql(list)).data).toEqual({
    backfills: { totalCount: 1, edges: [{ node: { seen: 1, imported: 1, state: 'running' } }] },
  });
  await change('stopBackfill', { backfillId: id }, await as('clerk'));
  expect((await change('stopBackfill', { backfillId: id })).errors?.[0]?.extensions.rejection).toBe(
    'backfill_not_running',
  );
  const wrong = await change('startBackfill', { ...period, fromDay: 'yesterday' });
  expect(wrong.errors?.[0]?.extensions.rejection).toBe('period_invalid');
});

test('days come newest first, page by page, in one go for all channels', async () => {
  const { em } = api.ctx();
  const days = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'];
  for (const day of days)
    await em.insert(ChannelDay, {
      channelId: api.channelId,
      day,
      state: day === '2026-11-23' ? 'gap' : 'proved',
      until: new Date(`${day}T23:00:00Z`),
      reported: 10,
      known: day === '2026-11-23' ? 9 : 10,
      missing: day === '2026-11-23' ? [{ channelOrderId: '302-1', problem: 'gone' }] : [],
      askedAt: new Date(),
    });
  const fields = 'totalCount edges { node { day } } pageInfo { hasNextPage endCursor }';
  const first = (await show(`days(first: 3) { ${fields} }`)).days;
  expect([first.totalCount, first.edges.map(({ node }) => node.day)]).toEqual([5, days.slice(2).reverse()]);
  const rest = (await show(`days(first: 3, after: "${first.pageInfo.endCursor}") { ${fields} }`)).days;
  expect(rest.edges.map(({ node }) => node.day)).toEqual(['2026-11-21', '2026-11-20']);
  expect(rest.pageInfo.hasNextPage).toBe(false);
  const { data } = await api.graphql(
    '{ channels { days(first: 2) { edges { node { state known missing { channelOrderId problem } } } } } }',
  );
  expect(data).toMatchObject({
    channels: [
      {
        days: {
          edges: [
            { node: { state: 'proved', known: 10, missing: [] } },
            { node: { state: 'gap', known: 9, missing: [{ channelOrderId: '302-1', problem: 'gone' }] } },
          ],
        },
      },
    ],
  });
  expect((await api.graphql('{ channels { days(after: "x") { totalCount } } }')).errors?.[0]?.extensions.code).toBe(
    'BAD_USER_INPUT',
  );
});

test('limits are those of the account, filled up to now', async () => {
  const { em } = api.ctx();
  await em.execute(
    `insert into call_limit (key, rate_per_second, burst, tokens, filled_at, taken, refused) values
       ('A1SELLER/searchOrders', 1, 20, 3, now() - interval '1 hour', true, 2), ('A1SELLER2/searchOrders', 1, 20, 3, now(), true, 0)`,
  );
  expect((await show('limits { operation tokens refused }')).limits).toEqual([
    { operation: 'searchOrders', tokens: 20, refused: 2 },
  ]);
});

test('an unknown channel is not found, a malformed id is refused', async () => {
  const nobody = '00000000-0000-7000-8000-000000000000';
  for (const name of ['pauseChannel', 'continueChannel', 'runChannelNow'])
    expect((await change(name, { channelId: nobody })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  expect((await change('pauseChannel', { channelId: 'x' })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
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
  const since = (await show('history(first: 1) { edges { cursor } }')).history.edges[0]!.cursor;
  const seen: unknown[] = [];
  await change('pauseChannel', { channelId: api.channelId });
  await api.place(anIncomingOrder());
  const feed = client.iterate<Change>({
    query: 'subscription($since: String) { channelChanges(since: $since) { type channel { code paused } } }',
    variables: { since },
  });
  for await (const { data } of feed) {
    seen.push(data!.channelChanges);
    if (seen.length === 1) await change('continueChannel', { channelId: api.channelId });
    if (seen.length === 2) break;
  }
  await client.dispose();
  expect(seen).toEqual([
    { type: 'ChannelPaused', channel: { code: 'amazon-de', paused: true } },
    { type: 'ChannelContinued', channel: { code: 'amazon-de', paused: false } },
  ]);
});
