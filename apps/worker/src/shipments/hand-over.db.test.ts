import fs from 'node:fs/promises';
import { sftpServer, type SftpTestServer } from '@kontor/connectors/transports/sftp/sftp-server.testing';
import { armCarrier, disarmCarrier } from '@kontor/domain/carriers/arm-carrier';
import { Carrier } from '@kontor/domain/carriers/carrier.entity';
import { CarrierTrial } from '@kontor/domain/carriers/carrier-trial.entity';
import { publishTemplate, saveTemplate } from '@kontor/domain/carriers/save-template';
import { startTrial } from '@kontor/domain/carriers/start-trial';
import { templateContent } from '@kontor/domain/carriers/template-content';
import { performEffects } from '@kontor/domain/effects/perform-effects';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { setConnection } from '@kontor/domain/setup/set-connection';
import { enterAnswer } from '@kontor/domain/shipments/answer-trials';
import { closeBatches } from '@kontor/domain/shipments/close-batches';
import { receiveMessages } from '@kontor/domain/shipments/receive-messages';
import { replayMessage } from '@kontor/domain/shipments/replay-message';
import { anIncomingOrder } from '@kontor/domain/testing';
import { openLog } from '@kontor/platform/log';
import { secretsWith } from '@kontor/platform/secrets';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { performTrialJob } from '../carriers/perform-trial.job.ts';
import { Connections } from '../connections.ts';
import type { Work } from '../handle.ts';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { handOverPractice } from './hand-over.practice.ts';

const secrets = secretsWith('the key of the tests, long enough');
const log = openLog('test', 'silent');
let world: TestWorld;
let server: SftpTestServer;
let work: Work;
beforeAll(async () => {
  world = await openTestWorld();
  server = await sftpServer(['inbox', 'taken']);
  const connections = new Connections({
    log,
    secrets,
    limits: {} as never,
    journalGraceSeconds: 1,
    hasJournalCopy: async () => false,
  });
  work = { newContext: (actor) => world.ctx(actor), connections, log };
  await connect({});
  const { id } = await saveTemplate(world.ctx(), { carrierId: world.partner.id, content: content('one') }, () => []);
  await publishTemplate(world.ctx(), id, () => []);
});
beforeEach(async () => {
  await world.rows('update carrier set batch_cron = null, active = true');
  for (const name of await fs.readdir(`${server.root}/inbox`)) await fs.rm(`${server.root}/inbox/${name}`);
});
afterAll(async () => {
  await work.connections.close();
  await server[Symbol.asyncDispose]();
  await world.close();
});

const mapping = { format: 'json', fields: { shipment: { at: 'shipment' }, trackingNumber: { at: 'number' } } };
const connect = (o: { mapping?: object; batchCron?: string | null }) =>
  setConnection(
    world.ctx(),
    {
      carrierId: world.partner.id,
      handover: { transport: 'sftp', ...server.connection, inbox: '/inbox', archive: '/taken' },
      returns: { source: 'http', secret: 's3cret', mapping: o.mapping ?? mapping },
      batchCron: o.batchCron,
    },
    secrets,
  );
const content = (word: string) =>
  templateContent.parse({
    format: 'text',
    fileName: '{{ key }}.txt',
    body: `${word}{% for shipment in shipments %}\n{{ shipment.number }} {{ shipment.recipient.name }}{% endfor %}\n`,
  });

/** Orders that have come as far as their carrier. */
async function routed(count: number): Promise<{ id: string; number: string; order_id: string }[]> {
  const orders = Array.from({ length: count }, () => anIncomingOrder());
  await importOrders(world.ctx('channel'), { channelId: world.channelId, orders, unreadable: [], cursor: null });
  await world.settle();
  return world.rows(
    `select s.id, s.number, s.order_id from shipment s join sales_order o on o.id = s.order_id where s.carrier_id = ? and o.channel_order_id in (${orders.map(() => '?').join(',')}) order by s.number`,
    [world.partner.id, ...orders.map((order) => order.channelOrderId)],
  );
}
const effects = (key?: string) =>
  world.rows<{ id: string; key: string; state: string; last_error: string | null }>(
    `select id, key, state, last_error from effect where kind = 'hand_over' ${key ? `and key = '${key}'` : `and state in ('pending', 'sending')`} order by created_at`,
  );
const perform = async () =>
  performEffects(
    world.ctx(),
    handOverPractice(work),
    (await effects()).map(({ id }) => id),
  );
const sent = async () => {
  const names = (await fs.readdir(`${server.root}/inbox`)).toSorted();
  return Promise.all(names.map((name) => fs.readFile(`${server.root}/inbox/${name}`, 'utf8')));
};
const states = async (ids: string[]) =>
  (
    await world.rows<{ state: string }>(`select state from shipment where id in (${ids.map(() => '?').join(',')})`, ids)
  ).map(({ state }) => state);

test('single hand-over: one file per shipment in the published form', async () => {
  const [shipment] = await routed(1);
  await perform();
  expect(await sent()).toEqual([`one\n${shipment!.number} Jana Groß\n`]);
  expect(await states([shipment!.id])).toEqual(['transmitted']);
});

test('collective hand-over: shipments wait for the schedule, then each goes exactly once, however many workers close the file', async () => {
  await connect({ batchCron: '0 14 * * *' });
  const shipments = await routed(5);
  expect(await effects()).toEqual([]);
  await Promise.all([1, 2, 3].map(() => closeBatches(world.ctx(), world.partner.id)));
  const files = await effects();
  expect(files.map(({ key }) => key)).toEqual([expect.stringMatching(/^SL-\d+$/)]);
  await perform();
  await closeBatches(world.ctx(), world.partner.id);
  await perform();
  const [file, ...others] = await sent();
  expect(others).toEqual([]);
  expect(file!.match(/S-\d+/g)).toEqual(shipments.map(({ number }) => number));
  expect(await states(shipments.map(({ id }) => id))).toEqual(shipments.map(() => 'transmitted'));
});

test('a worker that dies after the upload repeats nothing: the file is found and counts', async () => {
  await connect({ batchCron: '0 14 * * *' });
  const shipments = await routed(2);
  await closeBatches(world.ctx(), world.partner.id);
  const [effect] = await effects();
  const before = await fs.readdir(`${server.root}/inbox`);
  expect(before).toEqual([]);
  await fs.writeFile(`${server.root}/inbox/${effect!.key}.txt`, 'as the dead worker left it');
  await world.rows(`update effect set state = 'sending', attempts = 1, updated_at = ? where id = ?`, [
    world.clock.now,
    effect!.id,
  ]);
  world.clock.now = new Date(world.clock.now.getTime() + 31_000);
  await perform();
  expect(await sent()).toEqual(['as the dead worker left it']);
  expect(await states(shipments.map(({ id }) => id))).toEqual(['transmitted', 'transmitted']);
});

test('a cancel request between file and upload takes one order out; put back, it goes into the next file', async () => {
  await connect({ batchCron: '0 14 * * *' });
  const [gone, going] = await routed(2);
  await closeBatches(world.ctx(), world.partner.id);
  await world.rows(`update sales_order set cancel_requested_at = now() where id = ?`, [gone!.order_id]);
  await perform();
  const [file] = await sent();
  expect(file).toContain(going!.number);
  expect(file).not.toContain(gone!.number);
  await world.rows(
    `update sales_order set cancel_requested_at = null, station = 'routed', held_at = null, hold_reasons = '[]' where id = ?`,
    [gone!.order_id],
  );
  await closeBatches(world.ctx(), world.partner.id);
  await perform();
  expect((await sent()).filter((text) => text.includes(gone!.number))).toHaveLength(1);
});

test('a collective schedule that ends lets the waiting ones go', async () => {
  await connect({ batchCron: '0 14 * * *' });
  const [shipment] = await routed(1);
  await connect({ batchCron: null });
  const jobs = await world.rows(
    `select data from pgboss.job where name = 'shipments.close-batches' and state = 'created'`,
  );
  expect(jobs).toContainEqual({ data: { carrierId: world.partner.id } });
  await closeBatches(world.ctx(), world.partner.id);
  await perform();
  expect((await sent()).join()).toContain(shipment!.number);
});

test('a version that is published meanwhile does not change what was intended; the next order goes in the new form', async () => {
  const [first] = await routed(1);
  const { id } = await saveTemplate(world.ctx(), { carrierId: world.partner.id, content: content('two') }, () => []);
  await publishTemplate(world.ctx(), id, () => []);
  const [second] = await routed(1);
  await perform();
  expect(await sent()).toEqual([`one\n${first!.number} Jana Groß\n`, `two\n${second!.number} Jana Groß\n`]);
});

test('a template that cannot be filled is a ticket, not a wrong file', async () => {
  const broken = { ...content('x'), body: 'no number at all' };
  const { id } = await saveTemplate(world.ctx(), { carrierId: world.partner.id, content: broken }, () => []);
  await publishTemplate(world.ctx(), id, () => []);
  const [shipment] = await routed(1);
  await perform();
  expect(await sent()).toEqual([]);
  expect((await effects(shipment!.number))[0]).toMatchObject({
    state: 'failed',
    last_error: expect.stringContaining('shipment_missing'),
  });
  const again = await saveTemplate(world.ctx(), { carrierId: world.partner.id, content: content('three') }, () => []);
  await publishTemplate(world.ctx(), again.id, () => []);
});

const trialState = async (id: string) => (await world.ctx().em.findOneOrFail(CarrierTrial, id)).state;
async function trial(kind: 'connection' | 'send' | 'round_trip'): Promise<CarrierTrial> {
  const { id } = await startTrial(world.ctx('staff:x'), { carrierId: world.partner.id, kind });
  await performTrialJob.run(work, [{ trialId: id }] as never[]);
  return world.ctx().em.findOneOrFail(CarrierTrial, id);
}
const arrive = async (body: object, name = JSON.stringify(body)) => {
  await receiveMessages(world.ctx('carrier'), [
    { source: 'http:NORD', carrierId: world.partner.id, name, bytes: Buffer.from(JSON.stringify(body)) },
  ]);
  await world.settle();
};

test('the round trip passes with the answer to its own number, and only then a carrier can be armed', async () => {
  await connect({});
  await disarmCarrier(world.ctx(), world.partner.id);
  await expect(armCarrier(world.ctx(), world.partner.id)).rejects.toMatchObject({ code: 'round_trip_missing' });
  const { id, number, state, steps } = await trial('round_trip');
  expect(state).toBe('waiting');
  expect(steps.map(({ text }) => text).join('\n')).toMatch(/host key SHA256:.*\n?[\s\S]*taken: \/inbox\/P-\d+\.txt/);
  expect(await sent()).toEqual([expect.stringContaining(number)]);
  await arrive({ shipment: 'P-1', number: '1' });
  expect(await trialState(id)).toBe('waiting');
  await arrive({ shipment: number, number: '0034' });
  expect(await trialState(id)).toBe('passed');
  await arrive({ shipment: number, number: '0034' }, 'again');
  expect((await armCarrier(world.ctx(), world.partner.id)).active).toBe(true);
  const strays = await world.rows(
    `select 1 from inbound_message where state = 'quarantined' and name like '%${number}%'`,
  );
  expect(strays).toEqual([]);
});

test('what was changed since must be proved again', async () => {
  await connect({});
  const { id } = await trial('round_trip');
  const { number } = await world.ctx().em.findOneOrFail(CarrierTrial, id);
  await enterAnswer(world.ctx(), id, JSON.stringify({ shipment: number, number: '7' }));
  await world.settle();
  expect(await trialState(id)).toBe('passed');
  await disarmCarrier(world.ctx(), world.partner.id);
  await connect({ mapping: { ...mapping, format: 'csv' } });
  await expect(armCarrier(world.ctx(), world.partner.id)).rejects.toMatchObject({ code: 'round_trip_missing' });
  await connect({});
});

test('a failed trial says at which step; no secret stands in its protocol', async () => {
  expect(await trial('connection')).toMatchObject({ state: 'passed' });
  server.faults.RENAME = 'fail';
  const failed = await trial('send');
  server.faults = {};
  expect(failed.state).toBe('failed');
  expect(failed.steps.at(-1)).toMatchObject({ ok: false, text: expect.stringContaining('rename') });
  expect(JSON.stringify(failed.steps)).not.toContain('geheim');
});

test('an unreadable answer waits in quarantine; with the mapping corrected it is read again and its ticket closes', async () => {
  const [shipment] = await routed(1);
  await perform();
  await arrive({ ref: shipment!.number, code: '0034' }, 'odd');
  const [message] = await world.rows<{ id: string; state: string }>(
    `select id, state from inbound_message where name = 'odd'`,
  );
  const open = () => world.rows(`select 1 from ticket where cause = ? and status = 'open'`, [`inbound:${message!.id}`]);
  expect([message!.state, await open()]).toEqual(['quarantined', [expect.anything()]]);
  await replayMessage(world.ctx(), message!.id);
  await world.settle();
  expect(await open()).toHaveLength(1);
  await connect({ mapping: { format: 'json', fields: { shipment: { at: 'ref' }, trackingNumber: { at: 'code' } } } });
  await replayMessage(world.ctx(), message!.id);
  await world.settle();
  expect(await open()).toEqual([]);
  expect(await states([shipment!.id])).toEqual(['shipped']);
  await expect(replayMessage(world.ctx(), message!.id)).rejects.toMatchObject({ code: 'message_not_quarantined' });
  await connect({});
});

test('what gives access is sealed at rest, kept when left out, and never the key of another connection', async () => {
  const stored = async () => JSON.stringify(await world.rows('select handover, returns from carrier'));
  expect(await stored()).not.toMatch(/geheim|s3cret/);
  expect(await stored()).toMatch(/"password":\s*"sealed:1:/);
  const { password: _, ...without } = server.connection;
  await setConnection(
    world.ctx(),
    { carrierId: world.partner.id, handover: { transport: 'sftp', ...without, inbox: '/inbox' } },
    secrets,
  );
  expect((await trial('connection')).state).toBe('passed');
  await expect(
    setConnection(world.ctx(), { carrierId: world.partner.id, handover: { transport: 'ftp', host: 'x' } }, secrets),
  ).rejects.toMatchObject({
    code: 'connection_faulty',
    details: { problems: expect.arrayContaining([expect.objectContaining({ field: 'handover.username' })]) },
  });
  expect((await world.ctx().em.findOneOrFail(Carrier, world.partner.id)).handover.transport).toBe('sftp');
  await connect({});
});
