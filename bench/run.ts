// npm run bench [orders]: the database side of the process by real workers, beside the ceiling measured in the same run.
import { measureAmazonDay } from './amazon-day.ts';
import { cpuOfPostgres } from './cpu.ts';
import { measureCeiling } from './ceiling.ts';
import { openBenchDatabase } from './database.ts';
import { pgbench } from './pgbench.ts';
import { measurePdfs, measureProcess, type Figures } from './process.ts';

const orders = Number(process.argv[2] ?? 2_000);
const base = process.env.BENCH_DATABASE_URL;
if (!base || !Number.isInteger(orders) || orders < 100) {
  console.error('Run it as: npm run bench [orders, at least 100]');
  process.exit(2);
}

const round = (value: number, digits = 0): string => value.toFixed(digits);
const line = (what: string, value: string): void => console.log(`${what.padEnd(44)} ${value}`);

function print(what: string, { seconds, nodeCpuMs, postgresCpuMs }: Figures): void {
  line(what, `${round(orders / seconds)} orders/s`);
  line(
    '  CPU per order',
    `node ${round(nodeCpuMs / orders, 2)} ms, postgres ${postgresCpuMs === null ? 'n/a' : `${round(postgresCpuMs / orders, 2)} ms`}`,
  );
}

console.log(`\n${orders} orders, 2 workers, ${new Date().toISOString()}\n`);
const plain = await openBenchDatabase(base, 'kontor_bench');
const off = await measureProcess(plain, orders, { documents: false, cpuOfPostgres });
print('process, documents off', off);

const ceiling = await measureCeiling(plain.url, orders);
line('ceiling: 8 transitions in hand-written SQL', `${round(orders / ceiling)} orders/s`);
line('ratio to the ceiling', round(orders / off.seconds / (orders / ceiling), 3));
line('pgbench -N (4 clients)', await pgbench(base));

const printed = await openBenchDatabase(base, 'kontor_bench_pdf');
const on = await measureProcess(printed, orders, { documents: true, cpuOfPostgres });
print('process, every document as PDF', on);
line('  documents', `${round((2 * orders) / on.seconds, 1)} PDFs/s beside the process`);
const pdfs = await measurePdfs(printed, 200);
line('invoices as PDF alone', `${round(pdfs, 1)} PDFs/s`);
await plain.close();
await printed.close();
await measureAmazonDay(base, line);
process.exit(0);
