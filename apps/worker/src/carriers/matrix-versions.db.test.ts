import { CarrierDecision } from '@kontor/domain/carriers/carrier.entity';
import { chooseCarrier } from '@kontor/domain/carriers/choose-carrier';
import { createMatrixDraft, discardMatrixDraft, editMatrixDraft } from '@kontor/domain/carriers/draft-matrix';
import type { MatrixTerms } from '@kontor/domain/carriers/matrix-terms';
import { MatrixVersion } from '@kontor/domain/carriers/matrix-version.entity';
import { armDueMatrix, publishMatrix, rollBackMatrix, unscheduleMatrix } from '@kontor/domain/carriers/publish-matrix';
import { simulateVersion } from '@kontor/domain/carriers/simulate-matrix';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
  await place(3);
});
afterAll(() => world.close());

const line = { channelLineId: '1', sku: 'SKU-1', title: 'Kabel', quantity: 1, totalCents: 999, shippingCents: 0 };
/** Orders of one cable each, which the small parcel of the partner carries for less. */
async function place(count: number): Promise<void> {
  const orders = Array.from({ length: count }, () => anIncomingOrder({ lines: [line], totalCents: 999 }));
  await importOrders(world.ctx(), { channelId: world.channelId, orders, unreadable: [], cursor: null });
  await world.settle();
}

const staff = () => world.ctx('staff:anna');
const seen = ({ id, rev }: MatrixVersion) => ({ id, expectedRev: rev });
const refusal = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );
const versionOf = (number: number) => world.ctx().em.findOneOrFail(MatrixVersion, { number });
const states = async () =>
  (await world.rows<{ number: number; state: string }>('select number, state from matrix_version order by number')).map(
    ({ number, state }) => `${number} ${state}`,
  );

/** A draft with other terms. */
async function draftOf(change: (terms: MatrixTerms) => MatrixTerms): Promise<MatrixVersion> {
  const draft = await createMatrixDraft(staff());
  return editMatrixDraft(staff(), { ...seen(draft), terms: change(structuredClone(draft.terms)) });
}
const withoutPartner = (terms: MatrixTerms): MatrixTerms => ({
  ...terms,
  carriers: terms.carriers.map((carrier) => ({
    ...carrier,
    active: carrier.code !== 'NORD',
    confirmWithinMinutes: 90,
  })),
});
const withoutAnybody = (terms: MatrixTerms): MatrixTerms => ({
  ...terms,
  carriers: terms.carriers.map((carrier) => ({ ...carrier, active: false })),
});

test('a draft is everybody’s: one at a time, and who looked at an older state is refused', async () => {
  const draft = await createMatrixDraft(staff());
  expect(await refusal(createMatrixDraft(staff()))).toBe('matrix_draft_exists');
  const edited = await editMatrixDraft(staff(), { ...seen(draft), terms: withoutPartner(draft.terms) });
  expect(edited.rev).toBeGreaterThan(1);
  expect(await refusal(editMatrixDraft(staff(), { id: draft.id, expectedRev: 1, terms: draft.terms }))).toBe(
    'matrix_changed_meanwhile',
  );
  expect(await refusal(discardMatrixDraft(staff(), seen(edited)))).toBe('done');
  expect(await states()).toEqual(['1 active', '2 discarded']);
});

test('terms that contradict themselves are refused with the place', async () => {
  const draft = await createMatrixDraft(staff());
  const [first, second] = draft.terms.services;
  const services = [
    { ...first!, carrier: 'NOBODY' },
    { ...second!, cutOff: '25:00' },
  ];
  const edit = editMatrixDraft(staff(), { ...seen(draft), terms: { ...draft.terms, services } });
  await expect(edit).rejects.toMatchObject({
    code: 'matrix_invalid',
    details: { problems: [{ path: 'services.1.cutOff' }, { path: 'services.0.carrier' }] },
  });
  await discardMatrixDraft(staff(), seen(await versionOf(draft.number)));
});

test('a draft is tried on what was decided, and changes nothing', async () => {
  const draft = await draftOf(withoutPartner);
  const counts = () =>
    world.rows('select (select count(*) from carrier_decision) as decisions, (select count(*) from history) as facts');
  const before = await counts();
  const result = await simulateVersion(world.ctx(), draft, 200);
  expect(result).toMatchObject({ orders: 3, moved: 3, lost: 0, beforeCents: 3 * 290, afterCents: 3 * 410 });
  expect(result.rows).toEqual([
    { carrierCode: 'NORD', serviceCode: 'klein', before: 3, after: 0 },
    { carrierCode: 'HAUS', serviceCode: 'paket', before: 0, after: 3 },
  ]);
  expect(await counts()).toEqual(before);
  await discardMatrixDraft(staff(), seen(draft));
});

test('published, new orders go by it with its deadline; old decisions can still be made again from their version', async () => {
  const published = await publishMatrix(staff(), { ...seen(await draftOf(withoutPartner)), note: 'Nord macht Pause' });
  expect(published).toMatchObject({ state: 'active', publishedBy: 'staff:anna', note: 'Nord macht Pause' });
  await place(1);
  const decisions = await world.ctx().em.find(CarrierDecision, {}, { orderBy: { decidedAt: 'asc', id: 'asc' } });
  expect(decisions.map(({ record }) => record.matrixVersion)).toEqual([1, 1, 1, published.number]);
  expect(decisions.at(-1)!.record.legs).toMatchObject([{ carrierCode: 'HAUS' }]);
  for (const { record } of decisions)
    expect(chooseCarrier(await versionOf(record.matrixVersion), record.input)).toEqual(record);
  expect(await world.rows('select distinct confirm_within_minutes as minutes from carrier')).toEqual([{ minutes: 90 }]);
});

test('a published version never changes, whoever tries', async () => {
  await expect(world.rows(`update matrix_version set terms = '{}' where number = 1`)).rejects.toThrow(/never changed/);
});

test('orders that would lose their carrier stop the publishing until a person confirms', async () => {
  const draft = await draftOf(withoutAnybody);
  expect(await refusal(publishMatrix(staff(), seen(draft)))).toBe('matrix_leaves_orders');
  expect((await versionOf(draft.number)).state).toBe('draft');
  await publishMatrix(staff(), { ...seen(await versionOf(draft.number)), confirmed: true });
  await place(1);
  expect(await world.rows(`select station, hold_reasons from sales_order order by number desc limit 1`)).toEqual([
    { station: 'held', hold_reasons: ['no_carrier_fits'] },
  ]);
});

test('rolled back, the version of the past decides again', async () => {
  const first = await versionOf(1);
  await rollBackMatrix(staff(), seen(first));
  expect(await refusal(rollBackMatrix(staff(), seen(await versionOf(1))))).toBe('matrix_not_retired');
  await place(1);
  const [last] = await world.rows<{ version: number }>(
    `select (record ->> 'matrixVersion')::int as version from carrier_decision order by decided_at desc, id desc limit 1`,
  );
  expect(last).toEqual({ version: 1 });
  expect((await states()).filter((state) => state.endsWith(' active'))).toEqual(['1 active']);
});

test('a version is armed at its time, once, by whichever worker comes first; a late worker catches up', async () => {
  const at = new Date(world.clock.now.getTime() + 3_600_000);
  const past = new Date(world.clock.now.getTime() - 1);
  const draft = await draftOf(withoutPartner);
  expect(await refusal(publishMatrix(staff(), { ...seen(draft), at: past }))).toBe('matrix_time_past');
  const scheduled = await publishMatrix(staff(), { ...seen(await versionOf(draft.number)), at });
  expect(await armDueMatrix(world.ctx())).toEqual({ armed: null });
  const back = await unscheduleMatrix(staff(), seen(scheduled));
  expect(back.state).toBe('draft');
  await publishMatrix(staff(), { ...seen(await versionOf(draft.number)), at });
  world.clock.now = new Date(at.getTime() + 6 * 3_600_000);
  const armed = await Promise.all(Array.from({ length: 4 }, () => armDueMatrix(world.ctx())));
  expect(armed.map((one) => one.armed).filter(Boolean)).toEqual([draft.number]);
  expect((await versionOf(draft.number)).state).toBe('active');
  const facts = await world.rows<{ by: string }>(
    `select data ->> 'by' as by from history where type = 'MatrixArmed' order by seq`,
  );
  expect(facts.map(({ by }) => by)).toEqual(['published', 'published', 'rollback', 'schedule']);
});
