import { Channel } from '@kontor/domain/channels/channel.entity';
import { setChannelPolicy } from '@kontor/domain/channels/set-channel-policy';
import { setChannelRhythm } from '@kontor/domain/channels/set-channel-rhythm';
import { applySetup } from '@kontor/domain/setup/apply-setup';
import { parseSetup, type Setup } from '@kontor/domain/setup/setup';
import { matrixOf } from '@kontor/domain/setup/matrix-of-setup';
import { templateContent } from '@kontor/domain/carriers/template-content';
import { newContext } from '@kontor/platform/context';
import { openDatabase } from '@kontor/platform/database';
import { openLog } from '@kontor/platform/log';
import { openQueue } from '@kontor/platform/queue';
import { testDatabase } from '@kontor/platform/testing';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { secrets } from './testing.ts';

let orm: MikroORM;
let boss: PgBoss;
beforeAll(async () => {
  const url = await testDatabase();
  orm = await openDatabase(url);
  boss = await openQueue(url, { log: openLog('test', 'silent'), supervise: false, instance: 'test' });
});
beforeEach(() => apply(aSetup()));
afterAll(async () => {
  await boss.stop({ graceful: false });
  await orm.close(true);
});

const em = () => orm.em.fork();
const apply = (setup: Setup): Promise<void> =>
  applySetup(newContext({ orm, boss }, 'automation'), setup, {
    hashPassword: async (password) => `hash of ${password}`,
    secrets,
  });

const tables = ['company', 'channel', 'product', 'carrier', 'matrix_version', 'stock', 'staff', 'timer'];
/** Every row that a setup writes. */
const everything = async (): Promise<unknown[]> => {
  const rows = tables.map((of) => `select '${of}' as of, to_jsonb(t) as row from ${of} t`);
  return em().execute(`${rows.join(' union all ')} order by 1, 2`);
};
/** A service as a setup says it. */
const short = {
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
  bands: [{ upToG: 5_000, cents: 410 }],
};
const one = async <Row>(sql: string): Promise<Row> => ((await em().execute(sql)) as Row[])[0]!;

function aSetup(): Setup {
  const place = { street: 'Hafenstraße 1', postcode: '20457', city: 'Hamburg', country: 'DE' };
  const carrier = { priority: 1, confirmWithinMinutes: 2, stock: { 'SKU-1': 10 }, services: [short] };
  return parseSetup({
    company: { name: 'Muster', ...place, email: 'service@kontor.test', timeZone: 'Europe/Berlin' },
    mail: { host: '127.0.0.1', port: 1025, from: 'service@kontor.test' },
    channels: [
      {
        code: 'amazon-de',
        kind: 'amazon',
        account: 'A1SELLER',
        name: 'Amazon.de',
        country: 'DE',
        currency: 'EUR',
        pollSeconds: 3,
        settlementPollSeconds: 15,
        connection: { endpoint: 'http://a.test', clientId: 'a' },
        policy: {
          paidByChannel: true,
          invoiceMarketplaceFulfilled: true,
          mails: { received: true, shipped: true, invoice: true },
        },
      },
    ],
    products: [{ sku: 'SKU-1', title: 'Kabel', priceCents: 999, weightG: 80, vatClass: 'standard' }],
    carriers: [
      {
        ...carrier,
        code: 'HAUS',
        name: 'Haus',
        kind: 'own',
        handover: { transport: 'none' },
        returns: { source: 'none' },
      },
      {
        ...carrier,
        code: 'NORD',
        name: 'Nord',
        kind: 'external',
        handover: { transport: 'sftp', password: 'p4ss' },
        template: templateContent.parse({ format: 'text', body: '{{ shipment.number }}', fileName: '{{ key }}.txt' }),
        returns: { source: 'sftp', pollSeconds: 2 },
      },
    ],
    staff: [{ email: 'Anna@kontor.test', name: 'Anna', role: 'administrator', password: 'correct horse' }],
  });
}

test('twice changes nothing', async () => {
  const before = await everything();
  expect(before.length).toBeGreaterThan(tables.length);
  await apply(aSetup());
  expect(await everything()).toEqual(before);
});

test('every timed job has its rhythm', async () => {
  const timers = await em().execute('select key, every_seconds as every from timer order by key');
  expect(timers.map((timer) => [timer.key, timer.every])).toEqual([
    ['carriers.arm-matrix', 15],
    ['channels.fetch-missing-data:amazon-de', 60],
    ['channels.fetch-movements:amazon-de', 1_800],
    ['channels.fetch-orders:amazon-de', 3],
    ['channels.fetch-settlements:amazon-de', 15],
    ['channels.prove-days:amazon-de', 900],
    ['channels.receive-changes:amazon-de', 5],
    ['effects.sweep', 60],
    ['invoices.check-vat-ids', 20],
    ['invoices.watch-chains', 86_400],
    ['invoices.watch-missing', 120],
    ['reviews.request', 60],
    ['settlements.watch-payments', 300],
    ['shipments.collect-returns:NORD', 2],
    ['shipments.watch-deadlines', 15],
    ['shipments.watch-ship-by', 60],
  ]);
});

test('what runs keeps its state: cursors, counted stock, a changed password', async () => {
  const cursor = new Date('2026-11-20T08:00:00Z');
  await em().nativeUpdate(Channel, { code: 'amazon-de' }, { cursor });
  await em().execute('update stock set on_hand = 7');
  await em().execute(`update staff set password_hash = 'changed'`);
  const setup = aSetup();
  setup.channels[0]!.name = 'Amazon';
  await apply(setup);
  const channel = await em().findOneOrFail(Channel, { code: 'amazon-de' });
  expect([channel.name, channel.cursor]).toEqual(['Amazon', cursor]);
  expect(await one('select min(on_hand) as least, max(on_hand) as most from stock')).toEqual({ least: 7, most: 7 });
  expect(await one('select email, password_hash from staff')).toEqual({
    email: 'anna@kontor.test',
    password_hash: 'changed',
  });
});

test('a rhythm and a policy that staff have set outlive a setup', async () => {
  const { id: channelId } = await em().findOneOrFail(Channel, { code: 'amazon-de' });
  const ctx = newContext({ orm, boss }, 'staff');
  await setChannelPolicy(ctx, { channelId, policy: { personalDataWithinHours: 7 } });
  await setChannelRhythm(newContext({ orm, boss }, 'staff'), { channelId, cron: '0 7 * * *' });
  await apply(aSetup());
  const query = `select cron, policy ->> 'personalDataWithinHours' as hours from timer, channel where timer.key = 'channels.fetch-orders:amazon-de'`;
  expect(await one(query)).toEqual({ cron: '0 7 * * *', hours: '7' });
});

const versions = async () =>
  em().execute(
    `select number, state, terms #>> '{services,1,tariffs,0,zones,0,bands,0,cents}' as cents from matrix_version order by number`,
  );

test('the matrix gets a new version when a tariff changes, and the old one is kept', async () => {
  const setup = aSetup();
  setup.carriers[1]!.services[0]!.bands[0]!.cents = 411;
  await apply(setup);
  await apply(setup);
  expect(await versions()).toEqual([
    { number: 1, state: 'retired', cents: '410' },
    { number: 2, state: 'active', cents: '411' },
  ]);
});

test('what staff have published a setup leaves alone', async () => {
  const before = await versions();
  await em().execute(`update matrix_version set created_by = 'staff:1' where state = 'active'`);
  const setup = aSetup();
  setup.carriers[1]!.services[0]!.bands[0]!.cents = 412;
  await apply(setup);
  expect(await versions()).toEqual(before);
});

test('carriers without services begin with the examples, working days and islands included', () => {
  const setup = aSetup();
  for (const carrier of setup.carriers) carrier.services = [];
  const { carriers, services, islands } = matrixOf(setup);
  expect(new Set(services.filter((row) => row.carrier === 'HAUS').map((row) => row.parcelService))).toEqual(
    new Set(['DHL', 'DPD', 'GLS', 'Hermes', 'UPS']),
  );
  expect(services.filter((row) => row.carrier === 'NORD')).toHaveLength(2);
  expect(carriers[0]).toMatchObject({ code: 'HAUS', confirmWithinMinutes: 2, calendar: { weekdays: [1, 2, 3, 4, 5] } });
  expect(islands).toContain('26548');
});

test('a setup may say the whole matrix', async () => {
  const setup = aSetup();
  const matrix = { ...matrixOf(setup), strategy: { kind: 'fastest' as const, dayCents: 0 } };
  expect(matrixOf(parseSetup({ ...setup, matrix })).strategy.kind).toBe('fastest');
});
