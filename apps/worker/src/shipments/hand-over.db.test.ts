import fs from 'node:fs/promises';
import { closeBatches } from '@kontor/domain/shipments/close-batches';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { content, HandOverWorld } from './hand-over.testing.ts';

let h: HandOverWorld;
beforeAll(async () => {
  h = await HandOverWorld.open();
});
beforeEach(() => h.reset());
afterAll(() => h.close());

test('single hand-over: one file per shipment in the published form', async () => {
  const [shipment] = await h.routed(1);
  await h.perform();
  expect(await h.sent()).toEqual([`one\n${shipment!.number} Jana Groß\n`]);
  expect(await h.states([shipment!.id])).toEqual(['transmitted']);
});

test('collective hand-over: shipments wait for the schedule, then each goes exactly once, however many workers close the file', async () => {
  await h.connect({ batchCron: '0 14 * * *' });
  const shipments = await h.routed(5);
  expect(await h.effects()).toEqual([]);
  await Promise.all([1, 2, 3].map(() => closeBatches(h.world.ctx(), h.world.partner.id)));
  const files = await h.effects();
  expect(files.map(({ key }) => key)).toEqual([expect.stringMatching(/^SL-\d+$/)]);
  await h.perform();
  await closeBatches(h.world.ctx(), h.world.partner.id);
  await h.perform();
  const [file, ...others] = await h.sent();
  expect(others).toEqual([]);
  expect(file!.match(/S-\d+/g)).toEqual(shipments.map(({ number }) => number));
  expect(await h.states(shipments.map(({ id }) => id))).toEqual(shipments.map(() => 'transmitted'));
});

test('a worker that dies after the upload repeats nothing: the file is found and counts', async () => {
  await h.connect({ batchCron: '0 14 * * *' });
  const shipments = await h.routed(2);
  await closeBatches(h.world.ctx(), h.world.partner.id);
  const [effect] = await h.effects();
  const before = await fs.readdir(`${h.server.root}/inbox`);
  expect(before).toEqual([]);
  await fs.writeFile(`${h.server.root}/inbox/${effect!.key}.txt`, 'as the dead worker left it');
  await h.world.rows(`update effect set state = 'sending', attempts = 1, updated_at = ? where id = ?`, [
    h.world.clock.now,
    effect!.id,
  ]);
  h.world.clock.now = new Date(h.world.clock.now.getTime() + 31_000);
  await h.perform();
  expect(await h.sent()).toEqual(['as the dead worker left it']);
  expect(await h.states(shipments.map(({ id }) => id))).toEqual(['transmitted', 'transmitted']);
});

test('a cancel request between file and upload takes one order out; put back, it goes into the next file', async () => {
  await h.connect({ batchCron: '0 14 * * *' });
  const [gone, going] = await h.routed(2);
  await closeBatches(h.world.ctx(), h.world.partner.id);
  await h.world.rows(`update sales_order set cancel_requested_at = now() where id = ?`, [gone!.order_id]);
  await h.perform();
  const [file] = await h.sent();
  expect(file).toContain(going!.number);
  expect(file).not.toContain(gone!.number);
  await h.world.rows(
    `update sales_order set cancel_requested_at = null, station = 'routed', held_at = null, hold_reasons = '[]' where id = ?`,
    [gone!.order_id],
  );
  await closeBatches(h.world.ctx(), h.world.partner.id);
  await h.perform();
  expect((await h.sent()).filter((text) => text.includes(gone!.number))).toHaveLength(1);
});

test('a collective schedule that ends lets the waiting ones go', async () => {
  await h.connect({ batchCron: '0 14 * * *' });
  const [shipment] = await h.routed(1);
  await h.connect({ batchCron: null });
  const jobs = await h.world.rows(
    `select data from pgboss.job where name = 'shipments.close-batches' and state = 'created'`,
  );
  expect(jobs).toContainEqual({ data: { carrierId: h.world.partner.id } });
  await closeBatches(h.world.ctx(), h.world.partner.id);
  await h.perform();
  expect((await h.sent()).join()).toContain(shipment!.number);
});

test('a version that is published meanwhile does not change what was intended; the next order goes in the new form', async () => {
  const [first] = await h.routed(1);
  await h.publish(content('two'));
  const [second] = await h.routed(1);
  await h.perform();
  expect(await h.sent()).toEqual([`one\n${first!.number} Jana Groß\n`, `two\n${second!.number} Jana Groß\n`]);
});

test('a template that cannot be filled is a ticket, not a wrong file', async () => {
  const broken = { ...content('x'), body: 'no number at all' };
  await h.publish(broken);
  const [shipment] = await h.routed(1);
  await h.perform();
  expect(await h.sent()).toEqual([]);
  expect((await h.effects(shipment!.number))[0]).toMatchObject({
    state: 'failed',
    last_error: expect.stringContaining('shipment_missing'),
  });
  await h.publish(content('three'));
});
