// The worker of the benchmark: the real lanes, in a world that answers at once.
import { performEffects as lanes } from '@kontor/domain/effects/effects.jobs';
import { performEffects, type EffectPractice } from '@kontor/domain/effects/perform-effects';
import { Shipment } from '@kontor/domain/shipments/shipment.entity';
import { shipmentsArrived } from '@kontor/domain/shipments/hand-over-shipments';
import { returnMapping } from '@kontor/domain/carriers/return-mapping';
import { receiveMessages } from '@kontor/domain/shipments/receive-messages';
import { channelInformed } from '@kontor/domain/orders/prove-reports';
import { newContext } from '@kontor/platform/context';
import { openDatabase } from '@kontor/platform/database';
import { openLog } from '@kontor/platform/log';
import { openQueue } from '@kontor/platform/queue';
import type { PdfPrinter } from '@kontor/domain/documents/pdf-printer.port';
import type { Connections } from './connections.ts';
import { runs, type Work } from './handle.ts';
import { databaseJobs } from './database-jobs.ts';
import { startDrains, startWorldLanes } from './lanes.ts';

const url = process.env.BENCH_WORKER_URL!;
const log = openLog('bench', (process.env.BENCH_LOG as never) ?? 'warn');
const orm = await openDatabase(url, { max: 16 });
const boss = await openQueue(url, { log, supervise: true, instance: 'worker' });
const context = (actor = 'automation') => newContext({ orm, boss }, actor);
/** Only a benchmark with documents pays for the browser. */
const printer: PdfPrinter | null = process.env.BENCH_DOCUMENTS
  ? (await import('@kontor/connectors/formats/pdf/print-pdf')).openPdfPrinter({ log })
  : null;
const mapping = returnMapping.parse({
  format: 'json',
  fields: Object.fromEntries(
    ['shipment', 'trackingNumber', 'parcelService', 'shippedAt'].map((name) => [name, { at: name }]),
  ),
});
const connections = {
  printer,
  returns: () => ({ source: 'http', secret: 'x', mapping }),
} as unknown as Connections;
const work: Work = { newContext: context, connections, log };

const atOnce = (arrived: EffectPractice['arrived']): EffectPractice => ({
  concurrency: 1,
  prepare: async (_ctx, effects) =>
    new Map(
      effects.map(({ id }) => [id, { send: async () => ({ receipt: 'ok' }), verify: async () => 'arrived' as const }]),
    ),
  arrived,
});

/** The partner confirms as soon as it has the data. */
const handOver = atOnce(async (tx, effects) => {
  await shipmentsArrived(
    tx,
    effects.map((effect) => effect.shipmentId!),
  );
  const shipments = await tx.em.find(Shipment, { id: { $in: effects.map((effect) => effect.shipmentId!) } });
  const answers = shipments.map(({ number, carrierId }) => ({
    source: 'http:BENCH',
    carrierId,
    name: number,
    bytes: Buffer.from(
      JSON.stringify({
        eventId: number,
        shipment: number,
        trackingNumber: `00340${number}`,
        parcelService: 'DHL',
        shippedAt: tx.now(),
      }),
    ),
  }));
  await receiveMessages(tx, answers);
});

const practices = {
  print: printer ? (await import('./documents/print.practice.ts')).printPractice(work) : atOnce(async () => {}),
  hand_over: handOver,
  channel_shipment: atOnce(channelInformed),
  mail: atOnce(async () => {}),
};

const jobs = (Object.keys(practices) as (keyof typeof practices)[]).map((kind) =>
  runs(lanes[kind], kind === 'print' ? 20 : 100, (_work, data) =>
    performEffects(
      context(),
      practices[kind],
      data.map(({ effectId }) => effectId),
    ),
  ),
);
/** One lane alone, by the name of its job. */
const only = process.env.BENCH_LANE;
const wanted = databaseJobs.filter(({ definition }) => !only || definition.name === only);
const drains = await startDrains(url, wanted, boss, work);
if (!only) await startWorldLanes(jobs, boss, work);
const cpu = process.cpuUsage();
process.send!('ready');
process.on('message', async () => {
  const { user, system } = process.cpuUsage(cpu);
  await drains.stop();
  await boss.stop({ graceful: true, timeout: 5_000 });
  await printer?.close();
  process.send!((user + system) / 1_000);
  process.exit(0);
});
