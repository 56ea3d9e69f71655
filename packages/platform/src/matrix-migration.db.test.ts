import { randomUUID } from 'node:crypto';
import { CarrierDecision } from '@kontor/domain/carriers/carrier.entity';
import { DecisionWords } from '@kontor/domain/carriers/decision-words';
import { parseTerms } from '@kontor/domain/carriers/matrix-terms';
import { MatrixVersion } from '@kontor/domain/carriers/matrix-version.entity';
import type { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from './database.ts';
import { oldDatabase } from './testing.ts';

let orm: MikroORM;
beforeAll(async () => {
  ({ orm } = await oldDatabase('20261124140000_amazon-in-full'));
});
afterAll(() => orm.close(true));

const [carrierId, orderId, decisionId] = [randomUUID(), randomUUID(), randomUUID()];
const service = {
  code: 'paket',
  name: 'Paket',
  parcelService: 'DHL',
  level: 'standard',
  countries: ['DE'],
  maxWeightG: 31_500,
  maxLengthMm: 1_200,
  maxWidthMm: 600,
  maxHeightMm: 600,
  maxGirthMm: 3_600,
  transitDays: 2,
  bands: [{ upToG: 5_000, cents: 449 }],
};
/** A decision as the release before stored it. */
const oldRecord = {
  strategy: 'cheapest_then_fastest',
  input: {
    country: 'DE',
    level: 'standard',
    parcel: { weightG: 2_100, lengthMm: 400, widthMm: 300, heightMm: 200 },
    demand: { 'SKU-1': 2 },
    promisedOn: '2026-11-27',
    today: '2026-11-24',
  },
  candidates: [
    {
      carrierId,
      carrierCode: 'HAUS',
      carrierName: 'Hauslager',
      serviceCode: 'paket',
      serviceName: 'Paket',
      priority: 1,
      matrixVersion: 3,
      criteria: [
        { name: 'country', value: 'DE', limit: 'DE AT', passed: true },
        { name: 'level', value: 'standard', limit: 'standard', passed: true },
        { name: 'weight', value: '2100 g', limit: '31500 g', passed: true },
        { name: 'stock', value: 'SKU-1: 2', limit: '9', passed: true },
      ],
      fits: true,
      cents: 449,
      transitDays: 2,
      arrivesOn: '2026-11-26',
    },
  ],
  chosen: { carrierId, carrierCode: 'HAUS', serviceCode: 'paket' },
  reason: 'only_one_fits',
};

test('an installation with carriers and decisions keeps both: the matrix becomes version 1, old decisions stay explainable', async () => {
  const em = orm.em.fork();
  await em.execute(
    `insert into carrier (id, code, name, kind, priority, confirm_within_minutes, services, handover, returns, matrix_version)
     values (?, 'HAUS', 'Hauslager', 'own', 1, 90, ?::jsonb, '{"transport":"none"}', '{"source":"none"}', 3)`,
    [carrierId, JSON.stringify([service])],
  );
  await em.execute(`set session_replication_role = replica`);
  await em.execute(
    `insert into carrier_decision (id, order_id, decided_at, carrier_id, service_code, record) values (?, ?, now(), ?, 'paket', ?::jsonb)`,
    [decisionId, orderId, carrierId, JSON.stringify(oldRecord)],
  );
  await em.execute(`insert into reservation (order_id, sku, quantity) values (?, 'SKU-1', 2)`, [orderId]);
  await em.execute(`set session_replication_role = default`);
  await migrate(orm);
  const version = await orm.em.fork().findOneOrFail(MatrixVersion, { state: 'active' });
  expect(parseTerms(version.terms)).toEqual(version.terms);
  expect(version).toMatchObject({
    number: 1,
    terms: { carriers: [{ code: 'HAUS', confirmWithinMinutes: 90 }], services: [{ carrier: 'HAUS', transitDays: 2 }] },
  });
  expect(version.terms.services[0]!.tariffs[0]).toMatchObject({ version: '3', zones: [{ bands: service.bands }] });
  const { record } = await orm.em.fork().findOneOrFail(CarrierDecision, decisionId);
  expect(record).toMatchObject({
    matrixVersion: 0,
    legs: [{ carrierCode: 'HAUS', cents: 449, demand: { 'SKU-1': 2 } }],
  });
  const words = new DecisionWords('de', record.currency);
  expect(record.candidates[0]!.criteria.map((criterion) => words.criterion(criterion))).toEqual([
    'DE in DE, AT',
    'Standard',
    '2,1 ≤ 31,5 kg',
    '2 ≤ 9 frei (SKU-1)',
  ]);
  expect(words.summary(record).replaceAll(/\s/g, ' ')).toBe(
    'Nur Hauslager · Paket (4,49 €, Do., 26.11.) erfüllt alle Kriterien.',
  );
  expect(words.arrival(record.candidates[0]!.arrival!)).toBe(
    'Versand Di., 24.11., 2 Tage unterwegs, Ankunft Do., 26.11.',
  );
  expect(await orm.em.fork().execute('select part, quantity from reservation')).toEqual([{ part: 1, quantity: 2 }]);
});
