import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { minute } from '../settings.ts';
import { answerTime, type World } from '../world.ts';
import { countHandover } from './handovers.ts';
import { fingerprint, makeHostKey, startSftpServer } from './sftp-server.ts';
import { trackingNumber } from './tracking-numbers.ts';

const columns = [
  'shipment',
  'delivery_note',
  'order',
  'service',
  'name',
  'company',
  'street',
  'addition',
  'postcode',
  'city',
  'country',
  'sku',
  'title',
  'quantity',
  'weight_g',
];
const lookMs = 300;
const username = 'kontor';

const hostKeyOf = ({ state }: World): string => state.remembered('nord-host-key', makeHostKey);

export const nordAccess = (world: World) => ({
  username,
  password: world.state.remembered('nord-password', () => randomBytes(12).toString('base64url')),
  hostKeySha256: fingerprint(hostKeyOf(world)),
});

interface Answer {
  shipment: string;
  tracking: string;
  parcelService: string;
}

/** Fulfilment Nord: takes CSV files out of an SFTP folder and answers by files; some are wrong, the right one always follows. */
export class Nord {
  readonly #world: World;
  readonly #root: string;
  #server: { close(): void } | undefined;
  #look: NodeJS.Timeout | undefined;
  #looking = Promise.resolve();

  constructor(world: World) {
    this.#world = world;
    this.#root = path.join(world.settings.SANDBOX_DATA, 'nord');
    world.timers.on<Answer>('nord-answers', (data) => this.#answer(data));
  }

  async start(): Promise<void> {
    for (const folder of ['inbox', 'processed', 'refused', 'outbox', 'outbox/done'])
      await mkdir(path.join(this.#root, folder), { recursive: true });
    const { SANDBOX_HOST: host, SANDBOX_SFTP_PORT: port } = this.#world.settings;
    const { password } = nordAccess(this.#world);
    this.#server = await startSftpServer({
      host,
      port,
      root: this.#root,
      username,
      password,
      hostKey: hostKeyOf(this.#world),
    });
    this.#look = setInterval(() => {
      this.#looking = this.#looking.then(() => this.#takeAll()).catch(() => {});
    }, lookMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#look);
    await this.#looking;
    this.#server?.close();
  }

  async #takeAll(): Promise<void> {
    for (const name of await readdir(path.join(this.#root, 'inbox'))) if (name.endsWith('.csv')) await this.#take(name);
  }

  /** Read, counted and planned first, then moved: a crash between repeats nothing. */
  async #take(name: string): Promise<void> {
    const from = path.join(this.#root, 'inbox', name);
    const order = readOrder(await readFile(from, 'utf8'));
    const isNew = !existsSync(path.join(this.#root, 'processed', name));
    if (order && isNew && countHandover(this.#world, 'NORD', order.shipment)) {
      const data: Answer = { ...order, tracking: trackingNumber(this.#world.chance, order.parcelService) };
      const after = answerTime(this.#world, 5 * minute, 20 * minute);
      this.#world.timers.set(`nord:${order.shipment}`, 'nord-answers', after, data);
    }
    await rename(from, path.join(this.#root, order ? 'processed' : 'refused', name));
  }

  async #answer({ shipment, tracking, parcelService }: Answer): Promise<void> {
    const { chance } = this.#world;
    if (this.#world.faults.take('unreadableReturn') || chance.isLess(0.01))
      await this.#write(`${shipment}-bad.csv`, randomBytes(200));
    if (this.#world.faults.take('unknownReturn') || chance.isLess(0.01))
      await this.#write(`${shipment}-0.csv`, csv('S-999999', trackingNumber(chance, 'DHL'), 'DHL'));
    if (this.#world.faults.take('untrackedReturn'))
      await this.#write(`${shipment}-none.csv`, csv(shipment, '', parcelService));
    await this.#write(`${shipment}-1.csv`, csv(shipment, tracking, parcelService));
  }

  async #write(name: string, bytes: string | Buffer): Promise<void> {
    const to = path.join(this.#root, 'outbox', name);
    if (existsSync(to) || existsSync(path.join(this.#root, 'outbox/done', name))) return;
    await writeFile(`${to}.tmp`, bytes);
    await rename(`${to}.tmp`, to);
  }
}

const csv = (shipment: string, tracking: string, parcelService: string): string =>
  `shipment;tracking_number;parcel_service;shipped_at\r\n${shipment};${tracking};${parcelService};${new Date().toISOString()}\r\n`;

/** What a file asks for; null when it is not as agreed. */
function readOrder(text: string): { shipment: string; parcelService: string } | null {
  try {
    const rows = parse(text, { columns: true, delimiter: ';', bom: true }) as Record<string, string>[];
    const [row] = rows;
    const isComplete =
      row && columns.every((column) => column in row) && rows.every((of) => Number(of.quantity) > 0 && of.sku);
    return isComplete
      ? { shipment: row.shipment!, parcelService: row.service!.startsWith('GLS') ? 'GLS' : 'DHL' }
      : null;
  } catch {
    return null;
  }
}
