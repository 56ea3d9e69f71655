import { armCarrier, disarmCarrier } from '@kontor/domain/carriers/arm-carrier';
import { Carrier } from '@kontor/domain/carriers/carrier.entity';
import { CarrierTrial } from '@kontor/domain/carriers/carrier-trial.entity';
import { startTrial } from '@kontor/domain/carriers/start-trial';
import { setConnection } from '@kontor/domain/setup/set-connection';
import { enterAnswer } from '@kontor/domain/shipments/answer-trials';
import { receiveMessages } from '@kontor/domain/shipments/receive-messages';
import { replayMessage } from '@kontor/domain/shipments/replay-message';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { performTrialJob } from '../carriers/perform-trial.job.ts';
import { HandOverWorld, mapping, secrets } from './hand-over.testing.ts';

let h: HandOverWorld;
beforeAll(async () => {
  h = await HandOverWorld.open();
});
beforeEach(() => h.reset());
afterAll(() => h.close());

const trialState = async (id: string) => (await h.world.ctx().em.findOneOrFail(CarrierTrial, id)).state;
async function trial(kind: 'connection' | 'send' | 'round_trip'): Promise<CarrierTrial> {
  const { id } = await startTrial(h.world.ctx('staff:x'), { carrierId: h.world.partner.id, kind });
  await performTrialJob.run(h.work, [{ trialId: id }] as never[]);
  return h.world.ctx().em.findOneOrFail(CarrierTrial, id);
}
const arrive = async (body: object, name = JSON.stringify(body)) => {
  await receiveMessages(h.world.ctx('carrier'), [
    { source: 'http:NORD', carrierId: h.world.partner.id, name, bytes: Buffer.from(JSON.stringify(body)) },
  ]);
  await h.world.settle();
};

test('the round trip passes with the answer to its own number, and only then a carrier can be armed', async () => {
  await h.connect({});
  await disarmCarrier(h.world.ctx(), h.world.partner.id);
  await expect(armCarrier(h.world.ctx(), h.world.partner.id)).rejects.toMatchObject({ code: 'round_trip_missing' });
  const { id, number, state, steps } = await trial('round_trip');
  expect(state).toBe('waiting');
  expect(steps.map(({ text }) => text).join('\n')).toMatch(/host key SHA256:.*\n?[\s\S]*taken: \/inbox\/P-\d+\.txt/);
  expect(await h.sent()).toEqual([expect.stringContaining(number)]);
  await arrive({ shipment: 'P-1', number: '1' });
  expect(await trialState(id)).toBe('waiting');
  await arrive({ shipment: number, number: '0034' });
  expect(await trialState(id)).toBe('passed');
  await arrive({ shipment: number, number: '0034' }, 'again');
  expect((await armCarrier(h.world.ctx(), h.world.partner.id)).active).toBe(true);
  const strays = await h.world.rows(
    `select 1 from inbound_message where state = 'quarantined' and name like '%${number}%'`,
  );
  expect(strays).toEqual([]);
});

test('no order goes to a carrier at rest, though it were the cheaper one; armed again it has the next', async () => {
  await h.connect({});
  await disarmCarrier(h.world.ctx(), h.world.partner.id);
  expect(await h.routed(1)).toEqual([]);
  const [decision] = await h.world.rows<{ criteria: object[] }>(
    `select k -> 'criteria' as criteria from carrier_decision d, jsonb_array_elements(d.record -> 'candidates') k
      where k ->> 'carrierCode' = 'NORD' order by d.decided_at desc, d.id desc limit 1`,
  );
  expect(decision!.criteria).toContainEqual(
    expect.objectContaining({ name: 'active', value: 'at_rest', passed: false }),
  );
  await h.world.rows('update carrier set active = true');
  expect(await h.routed(1)).toHaveLength(1);
});

test('what was changed since must be proved again', async () => {
  await h.connect({});
  const { id } = await trial('round_trip');
  const { number } = await h.world.ctx().em.findOneOrFail(CarrierTrial, id);
  await enterAnswer(h.world.ctx(), id, JSON.stringify({ shipment: number, number: '7' }));
  await h.world.settle();
  expect(await trialState(id)).toBe('passed');
  await disarmCarrier(h.world.ctx(), h.world.partner.id);
  await h.connect({ mapping: { ...mapping, format: 'csv' } });
  await expect(armCarrier(h.world.ctx(), h.world.partner.id)).rejects.toMatchObject({ code: 'round_trip_missing' });
  await h.connect({});
});

test('a failed trial says at which step; no secret stands in its protocol', async () => {
  expect(await trial('connection')).toMatchObject({ state: 'passed' });
  h.server.faults.RENAME = 'fail';
  const failed = await trial('send');
  h.server.faults = {};
  expect(failed.state).toBe('failed');
  expect(failed.steps.at(-1)).toMatchObject({ ok: false, text: expect.stringContaining('rename') });
  expect(JSON.stringify(failed.steps)).not.toContain('geheim');
});

test('an unreadable answer waits in quarantine; with the mapping corrected it is read again and its ticket closes', async () => {
  const [shipment] = await h.routed(1);
  await h.perform();
  await arrive({ ref: shipment!.number, code: '0034' }, 'odd');
  const [message] = await h.world.rows<{ id: string; state: string }>(
    `select id, state from inbound_message where name = 'odd'`,
  );
  const open = () =>
    h.world.rows(`select 1 from ticket where cause = ? and status = 'open'`, [`inbound:${message!.id}`]);
  expect([message!.state, await open()]).toEqual(['quarantined', [expect.anything()]]);
  await replayMessage(h.world.ctx(), message!.id);
  await h.world.settle();
  expect(await open()).toHaveLength(1);
  await h.connect({ mapping: { format: 'json', fields: { shipment: { at: 'ref' }, trackingNumber: { at: 'code' } } } });
  await replayMessage(h.world.ctx(), message!.id);
  await h.world.settle();
  expect(await open()).toEqual([]);
  expect(await h.states([shipment!.id])).toEqual(['shipped']);
  await expect(replayMessage(h.world.ctx(), message!.id)).rejects.toMatchObject({ code: 'message_not_quarantined' });
  await h.connect({});
});

test('what gives access is sealed at rest, kept when left out, and never the key of another connection', async () => {
  const stored = async () => JSON.stringify(await h.world.rows('select handover, returns from carrier'));
  expect(await stored()).not.toMatch(/geheim|s3cret/);
  expect(await stored()).toMatch(/"password":\s*"sealed:1:/);
  const { password: _, ...without } = h.server.connection;
  await setConnection(
    h.world.ctx(),
    { carrierId: h.world.partner.id, handover: { transport: 'sftp', ...without, inbox: '/inbox' } },
    secrets,
  );
  expect((await trial('connection')).state).toBe('passed');
  await expect(
    setConnection(h.world.ctx(), { carrierId: h.world.partner.id, handover: { transport: 'ftp', host: 'x' } }, secrets),
  ).rejects.toMatchObject({
    code: 'connection_faulty',
    details: { problems: expect.arrayContaining([expect.objectContaining({ field: 'handover.username' })]) },
  });
  expect((await h.world.ctx().em.findOneOrFail(Carrier, h.world.partner.id)).handover.transport).toBe('sftp');
  await h.connect({});
});
