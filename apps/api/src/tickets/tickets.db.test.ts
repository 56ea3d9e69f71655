import { transact } from '@kontor/domain/kernel/transact';
import { anIncomingOrder } from '@kontor/domain/testing';
import { openTickets } from '@kontor/domain/tickets/open-tickets';
import type { Role } from '@kontor/domain/staff/staff.entity';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { openSession } from '../staff/sign-in.ts';
import { openTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await api.ctx().em.execute(
    `insert into staff (id, email, name, role, password_hash, active) values
      (gen_random_uuid(), 'ada@kontor.test', 'Ada', 'administrator', 'x', true), (gen_random_uuid(), 'eva@kontor.test', 'Eva', 'accounting', 'x', true)`,
  );
  await open(25);
});
afterAll(() => api.close());

const open = (count: number, o: object = {}) =>
  transact(api.ctx(), (tx) =>
    openTickets(
      tx,
      Array.from({ length: count }, (_, n) => ({
        kind: 'effect' as const,
        reason: 'effect_failed',
        cause: `${JSON.stringify(o)}:${n}`,
        evidence: {},
        priority: 1 + (n % 4),
        dueAt: n % 3 ? new Date(Date.parse('2026-11-20T08:00:00Z') + (n % 5) * 60_000) : null,
        ...o,
      })),
    ),
  );

async function as(role: Role): Promise<Record<string, string>> {
  const [{ id }] = (await api.ctx().em.execute('select id from staff where role = ?', [role])) as [{ id: string }];
  return { cookie: `kontor_session=${await openSession(api.ctx().em, id)}` };
}

interface Page {
  tickets: {
    totalCount: number;
    edges: { node: { id: string; number: string; priority: number; dueAt: string | null; rev: number } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}
const pageOf = async (variables: object, headers?: Record<string, string>): Promise<Page['tickets']> => {
  const query = `query($after: String, $filter: TicketFilter, $order: TicketOrder, $first: Int) {
    tickets(first: $first, after: $after, filter: $filter, order: $order) {
      totalCount edges { node { id number priority dueAt rev } } pageInfo { hasNextPage endCursor } } }`;
  const { data, errors } = await api.graphql<Page>(query, { first: 50, ...variables }, headers);
  expect(errors).toBeUndefined();
  return data!.tickets;
};

test('the queue gives every ticket once, the most urgent first, then the one due first', async () => {
  const seen: Page['tickets']['edges'][0]['node'][] = [];
  let after: string | null = null;
  do {
    const page: Page['tickets'] = await pageOf({ first: 4, order: 'urgent', after, filter: { kind: 'effect' } });
    expect(page.totalCount).toBe(25);
    seen.push(...page.edges.map(({ node }) => node));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(25);
  const places = seen.map(({ priority, dueAt }) => `${priority} ${dueAt ?? '9'}`);
  expect(places).toEqual(places.toSorted());
  const strange = await api.graphql('{ tickets(order: urgent, after: "bm8") { totalCount } }');
  expect(strange.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('mine, my team’s and what was put off are told apart; a note and the customer’s name are found', async () => {
  await api.place(anIncomingOrder({ buyer: { ...anIncomingOrder().buyer, name: 'Zacharias Quitte' } }));
  const [{ id: orderId }] = (await api.ctx().em.execute('select id from sales_order')) as [{ id: string }];
  await open(1, { reason: 'by_hand', orderId });
  const clerk = await as('clerk');
  const [clerkId] = (
    await api.graphql<{ me: { staff: { id: string } } }>('{ me { staff { id } } }', {}, clerk)
  ).data!.me.staff.id.split(' ');
  const { node: ticket } = (await pageOf({ filter: { reason: 'by_hand' } })).edges[0]!;
  const change = (mutation: string, input: object, headers = clerk) =>
    api.graphql<Record<string, { rev: number }>>(
      `mutation($input: ${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { id } }`,
      { input },
      headers,
    );
  const count = async (filter: object) =>
    (await pageOf({ filter: { reason: 'by_hand', ...filter } }, clerk)).totalCount;
  expect([await count({ mine: true }), await count({ snoozed: false })]).toEqual([0, 1]);
  await change('handOverTicket', { ticketId: ticket.id, expectedRev: ticket.rev, assigneeId: clerkId });
  await change('noteTicket', { ticketId: ticket.id, text: 'Rückruf um drei' });
  await change('snoozeTicket', {
    ticketId: ticket.id,
    until: new Date(Date.now() + 86_400_000).toISOString(),
    for: 'customer',
  });
  expect([
    await count({ mine: true }),
    await count({ team: true }),
    await count({ snoozed: true }),
    await count({ snoozed: false }),
  ]).toEqual([1, 0, 1, 0]);
  expect([await count({ search: 'quitte' }), await count({ search: 'um drei' }), await count({ search: '%' })]).toEqual(
    [1, 1, 0],
  );
  const old = await change('handOverTicket', { ticketId: ticket.id, expectedRev: ticket.rev });
  expect(old.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', rejection: 'ticket_changed_meanwhile' });
  const whole = await api.graphql<{ ticket: { assignee: object; notes: object[]; history: object[] } }>(
    'query($id: ID) { ticket(id: $id) { assignee { name } notes { text by } history { type actor } } }',
    { id: ticket.id },
  );
  expect(whole.data!.ticket).toMatchObject({
    assignee: { name: 'clerk' },
    notes: [{ text: 'Rückruf um drei', by: 'staff:clerk' }],
    history: [
      { type: 'TicketOpened' },
      { type: 'TicketAssigned', actor: 'staff:clerk' },
      { type: 'TicketNoted' },
      { type: 'TicketSnoozed' },
    ],
  });
});

const nobody = '00000000-0000-7000-8000-000000000000';
const rule = '{ reason: "remark", params: {}, priority: 3, active: true, channelId: null }';
test.each<[string, string, Role[]]>([
  [
    'noteTicket',
    `noteTicket(input: { ticketId: "${nobody}", text: "x" }) { id }`,
    ['administrator', 'clerk', 'accounting', 'warehouse'],
  ],
  ['changeOrderLines', `changeOrderLines(input: { orderId: "${nobody}" }) { id }`, ['administrator', 'clerk']],
  ['splitOrder', `splitOrder(input: { orderId: "${nobody}", parts: [] }) { id }`, ['administrator', 'clerk']],
  [
    'saveOfficeHours',
    'saveOfficeHours(input: { days: [{ weekday: 1, from: "08:00", to: "17:00" }], region: "BUND", closedDays: [] }) { region }',
    ['administrator'],
  ],
  ['holdOrder', `holdOrder(input: { orderId: "${nobody}", note: "x" }) { id }`, ['administrator', 'clerk']],
  ['saveHoldRule', `saveHoldRule(input: ${rule}) { id }`, ['administrator']],
  ['saveMacro', 'saveMacro(input: { name: "", reasons: [], action: none, active: true }) { id }', ['administrator']],
])('%s is for those roles only', async (_name, mutation, allowed) => {
  for (const role of ['administrator', 'clerk', 'accounting', 'warehouse', 'reader'] as const) {
    const { errors } = await api.graphql(`mutation { ${mutation} }`, {}, await as(role));
    expect([role, errors?.[0]?.extensions.code === 'FORBIDDEN']).toEqual([role, !allowed.includes(role)]);
  }
});

test('a rule is tried on past orders by the API, and its versions name who set it', async () => {
  const { data } = await api.graphql<{ tryHoldRule: { looked: number; heldCount: number; held: object[] } }>(
    '{ tryHoldRule(last: 100, rule: { reason: "order_value", params: { limitCents: 1000 }, priority: 2, active: true }) { looked heldCount letGo held { order numbers alsoNow } } }',
  );
  expect(data!.tryHoldRule).toMatchObject({
    looked: 1,
    heldCount: 1,
    letGo: 0,
    held: [{ numbers: { limitCents: 1_000 }, alsoNow: false }],
  });
  const rules = await api.graphql<{
    holdRules: { reason: string; asks: string[]; indispensable: boolean; heldLately: number }[];
  }>('{ holdRules { reason asks indispensable heldLately versions { version by } } }');
  expect(rules.data!.holdRules.find(({ reason }) => reason === 'no_stock')).toEqual({
    reason: 'no_stock',
    asks: [],
    indispensable: true,
    heldLately: 0,
    versions: [{ version: 1, by: 'automation' }],
  });
});

test('who looks at a ticket is told to the others as it happens', async () => {
  const { node: ticket } = (await pageOf({ filter: { kind: 'effect' } })).edges[0]!;
  const client = createClient({
    url: `${api.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${api.token}` },
  });
  const viewers = client.iterate<{ ticketViewers: object[] }>({
    query: 'subscription { ticketViewers { ticketId name editing } }',
  });
  const next = async () => (await viewers.next()).value?.data?.ticketViewers;
  expect(await next()).toEqual([]);
  const clerk = await as('clerk');
  await api.graphql('mutation($id: ID!) { watchTicket(ticketId: $id, editing: true) }', { id: ticket.id }, clerk);
  expect(await next()).toEqual([{ ticketId: ticket.id, name: 'clerk', editing: true }]);
  await api.graphql('mutation($id: ID!) { leaveTicket(ticketId: $id) }', { id: ticket.id }, clerk);
  expect(await next()).toEqual([]);
  await client.dispose();
});

test('many tickets with their orders, notes and checks are read in a few statements', async () => {
  const query =
    '{ tickets(first: 20) { edges { node { number assignee { name } order { number } notes { text } checklist { text } } } } }';
  expect(await api.countQueries(() => api.graphql(query))).toBeLessThan(12);
});
