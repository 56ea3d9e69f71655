import { Carrier } from '@kontor/domain/carriers/carrier.entity';
import { Ticket } from '@kontor/domain/tickets/ticket.entity';
import { receiveMessages } from '@kontor/domain/shipments/receive-messages';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession } from '../staff/sign-in.ts';
import { openTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const content = (body: string, more: object = {}) => ({ format: 'xml', fileName: '{{ key }}.xml', body, ...more });
const good = '<Order no="{{ shipment.number }}"><To>{{ shipment.recipient.name }}</To></Order>';
const save = (body: string) =>
  api.graphql<{ saveTemplate: { id: string; version: number } }>(
    `mutation ($input: SaveTemplateInput!) { saveTemplate(input: $input) { id version } }`,
    { input: { carrierId: api.partner.id, content: content(body) } },
  );
const publish = (id: string) =>
  api.graphql<{ publishTemplate: { version: number } }>(
    `mutation { publishTemplate(templateId: "${id}") { version } }`,
  );

test('a template with a typo is refused with line, column and what was meant; nothing is stored', async () => {
  const { errors } = await save(
    '<Order no="{{ shipment.number }}">\n  <Weight>{{ shipment.weigth }}</Weight>\n</Order>',
  );
  expect(errors?.[0]?.extensions).toMatchObject({
    rejection: 'template_faulty',
    details: {
      problems: [
        {
          part: 'body',
          line: 2,
          column: 14,
          code: 'unknown_variable',
          found: 'shipment.weigth',
          suggestion: 'weightG',
        },
      ],
    },
  });
  expect(await api.ctx().em.execute('select 1 from hand_over_template')).toEqual([]);
});

test('versions are counted, published and rolled back', async () => {
  const first = (await save(good)).data!.saveTemplate;
  const second = (await save(good.replace('To', 'Name').replace('/To', '/Name'))).data!.saveTemplate;
  expect([first.version, second.version]).toEqual([1, 2]);
  await publish(second.id);
  await publish(first.id);
  const { data } = await api.graphql<{ carrier: object }>(
    '{ carrier(code: "NORD") { format template { version } templates { totalCount edges { node { version } } } } }',
  );
  expect(data!.carrier).toEqual({
    format: 'xml',
    template: { version: 1 },
    templates: { totalCount: 2, edges: [{ node: { version: 2 } }, { node: { version: 1 } }] },
  });
  expect((await publish('00000000-0000-7000-8000-000000000000')).errors?.[0]?.extensions.rejection).toBe(
    'template_not_found',
  );
});

const preview = (body: string, orderNumber?: string, more: object = {}) =>
  api.graphql<{ previewTemplate: { text: string | null; fileName: string | null; problems: { code: string }[] } }>(
    `query ($input: PreviewTemplateInput!) { previewTemplate(input: $input) { text fileName problems { code } } }`,
    { input: { carrierId: api.partner.id, content: content(body, more), orderNumber } },
  );

test('a preview is filled with a real order; nothing is stored', async () => {
  await api.place(anIncomingOrder());
  const [{ number }] = (await api.ctx().em.execute('select number from sales_order limit 1')) as [{ number: string }];
  const { data } = await preview(
    '<o a="{{ shipment.order }}" s="{{ shipment.number }}">{{ shipment.recipient.name }}</o>',
    number,
  );
  expect(data!.previewTemplate).toEqual({
    text: `<o a="${number}" s="S-000000">Jana Groß</o>`,
    fileName: 'S-000000.xml',
    problems: [],
  });
  expect((await preview(good, 'A-0')).errors?.[0]?.extensions.rejection).toBe('order_not_found');
  expect((await preview('{{ x }}')).data!.previewTemplate).toMatchObject({
    text: null,
    problems: [{ code: 'unknown_variable' }],
  });
  expect((await preview(good, undefined, { format: 'docx' })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

const connect = (input: object) =>
  api.graphql<{ setCarrierConnection: { handover: { config: Record<string, unknown>; kept: string[] } } }>(
    'mutation ($input: SetCarrierConnectionInput!) { setCarrierConnection(input: $input) { handover { config kept } } }',
    { input: { carrierId: api.partner.id, ...input } },
  );

test('a secret goes in and never comes out; left out it stays', async () => {
  const handover = { transport: 'ftps', host: 'ftp.nord.test', username: 'kontor', password: 'g3heim', inbox: '/in' };
  const { data } = await connect({ handover });
  expect(data!.setCarrierConnection.handover).toMatchObject({ config: { host: 'ftp.nord.test' }, kept: ['password'] });
  const { password: _, ...without } = handover;
  await connect({ handover: { ...without, host: 'ftp2.nord.test' } });
  const everything = await api.graphql('{ carriers { handover { config kept } returns { config kept } } }');
  expect(JSON.stringify(everything)).not.toMatch(/g3heim|sealed/);
  expect(everything.data).toMatchObject({
    carriers: expect.arrayContaining([
      {
        handover: { config: expect.objectContaining({ host: 'ftp2.nord.test' }), kept: ['password'] },
        returns: expect.anything(),
      },
    ]),
  });
  const stored = (await api.ctx().em.findOneOrFail(Carrier, { code: 'NORD' })).handover.password;
  expect(stored).toMatch(/^sealed:1:/);
});

test('a faulty connection is refused by field, a schedule that never comes as well', async () => {
  const { errors } = await connect({ handover: { transport: 'sftp', host: 'x', username: 'y', inbox: '/in' } });
  expect(errors?.[0]?.extensions).toMatchObject({
    rejection: 'connection_faulty',
    details: { problems: [{ field: 'handover.hostKeySha256' }] },
  });
  expect((await connect({ batchCron: 'noon' })).errors?.[0]?.extensions).toMatchObject({
    details: { problems: [{ field: 'batchCron' }] },
  });
});

test('rhythms follow the connection', async () => {
  const mapping = { format: 'csv', fields: { shipment: { at: '1' }, trackingNumber: { at: '2' } } };
  const imap = { source: 'imap', host: 'imap.test', username: 'u', password: 'p', pollSeconds: 30, mapping };
  await connect({ returns: imap, batchCron: '0 14 * * 1-5' });
  const timers = () =>
    api
      .ctx()
      .em.execute(
        `select key, every_seconds, cron from timer where data ->> 'carrierId' = '${api.partner.id}' order by key`,
      );
  expect(await timers()).toEqual([
    { key: 'shipments.close-batches:NORD', every_seconds: 60, cron: '0 14 * * 1-5' },
    { key: 'shipments.collect-returns:NORD', every_seconds: 30, cron: null },
  ]);
  await connect({ returns: { source: 'http', secret: 's', mapping }, batchCron: '' });
  expect(await timers()).toEqual([]);
});

test('a mapping is tried on a sample', async () => {
  const mapping = {
    format: 'csv',
    fields: {
      shipment: { at: 'ref' },
      trackingNumber: { at: 'no' },
      parcelService: { at: 'by', values: { D: 'DHL' } },
    },
  };
  const read = (sample: string) =>
    api.graphql<{ testMapping: object }>(
      'query ($input: TestMappingInput!) { testMapping(input: $input) { parcels { shipment trackingNumber parcelService } problem } }',
      { input: { mapping, sample } },
    );
  expect((await read('ref;no;by\nS-1;0034;D\n')).data!.testMapping).toEqual({
    parcels: [{ shipment: 'S-1', trackingNumber: '0034', parcelService: 'DHL' }],
    problem: null,
  });
  expect((await read('a;b\n1;2\n')).data!.testMapping).toEqual({
    parcels: [],
    problem: 'line 1: columns missing: ref, no, by',
  });
});

test('a carrier is armed only after its round trip', async () => {
  const arm = () =>
    api.graphql('mutation ($id: ID!) { armCarrier(carrierId: $id) { active proved } }', { id: api.partner.id });
  await api.graphql('mutation ($id: ID!) { disarmCarrier(carrierId: $id) { active } }', { id: api.partner.id });
  expect((await arm()).errors?.[0]?.extensions.rejection).toBe('round_trip_missing');
  const started = await api.graphql<{ startTrial: { number: string; state: string } }>(
    'mutation ($input: StartTrialInput!) { startTrial(input: $input) { number state } }',
    { input: { carrierId: api.partner.id, kind: 'round_trip' } },
  );
  expect(started.data!.startTrial).toEqual({ number: expect.stringMatching(/^P-\d+$/), state: 'running' });
  await api.ctx().em.execute(`update carrier_trial set state = 'passed'`);
  expect((await arm()).data).toEqual({ armCarrier: { active: true, proved: true } });
});

test('quarantine is listed with its text and replayed once', async () => {
  await receiveMessages(api.ctx(), [
    { source: 'http:NORD', carrierId: api.partner.id, name: 'odd', bytes: Buffer.from('a\u0000b') },
  ]);
  await api.ctx().em.execute(`update inbound_message set state = 'quarantined', problem = 'not JSON'`);
  const list = await api.graphql<{ inboundMessages: { edges: { node: { id: string } }[] } }>(
    '{ inboundMessages(filter: { state: quarantined }) { totalCount edges { node { id source name problem text carrier { code } } } } }',
  );
  expect(list.data!.inboundMessages).toMatchObject({
    totalCount: 1,
    edges: [
      { node: { source: 'http:NORD', name: 'odd', problem: 'not JSON', text: 'a␀b', carrier: { code: 'NORD' } } },
    ],
  });
  const replay = () =>
    api.graphql(`mutation { replayMessage(messageId: "${list.data!.inboundMessages.edges[0]!.node.id}") { state } }`);
  expect((await replay()).data).toEqual({ replayMessage: { state: 'received' } });
  expect((await replay()).errors?.[0]?.extensions.rejection).toBe('message_not_quarantined');
  expect(await api.ctx().em.count(Ticket, { kind: 'inbound' })).toBe(0);
});

test('clerks look and replay, administrators change, readers see no connection', async () => {
  const as = async (role: string) => {
    const [{ id }] = (await api.ctx().em.execute(`select id from staff where role = '${role}'`)) as [{ id: string }];
    return { cookie: `kontor_session=${await openSession(api.ctx().em, id)}` };
  };
  const code = async (query: string, role: string) =>
    (await api.graphql(query, {}, await as(role))).errors?.[0]?.extensions.code;
  const change = `mutation { disarmCarrier(carrierId: "${api.partner.id}") { active } }`;
  expect(await code(change, 'clerk')).toBe('FORBIDDEN');
  expect(await code('{ carrier(code: "NORD") { handover { kept } } }', 'clerk')).toBeUndefined();
  expect(await code('{ carrier(code: "NORD") { handover { kept } } }', 'reader')).toBe('FORBIDDEN');
  expect(await code('{ inboundMessages { totalCount } }', 'warehouse')).toBe('FORBIDDEN');
});
