import { hour } from '../settings.ts';
import type { World } from '../world.ts';
import { accounts, type Account } from './accounts.ts';
import type { Ledger, Movement } from './ledger.ts';
import { settlementFile } from './settlement-file.ts';
import { withTurns } from './settlement-turns.ts';

const periodMs = hour;
const timerKey = 'settlement';
const subscriptionCents = 4_641;

export interface ClosedSettlement {
  id: string;
  sellerId: string;
  reportId: string;
  documentId: string;
  /** The same file once more, as accounts with several marketplaces sometimes get it. */
  twin?: { reportId: string; documentId: string; marketplaceId: string };
  marketplaceId: string;
  createdAt: string;
  start: string;
  end: string;
  totalCents: number;
  orders: string[];
}

/** Closes settlements by the clock and by hand. */
export class Settlements {
  readonly #world: World;
  readonly #ledger: Ledger;

  constructor(world: World, ledger: Ledger) {
    this.#world = world;
    this.#ledger = ledger;
    world.timers.on('close-settlement', () => {
      this.closeAll();
      queueMicrotask(() => this.start());
    });
  }

  /** Sets the clock for the next period. */
  start(): void {
    setImmediate(() => this.#world.timers.set(timerKey, 'close-settlement', this.#world.real(periodMs)));
  }

  /** Closes the running period of every account in which money moved. */
  closeAll(): ClosedSettlement[] {
    return accounts.map((account) => this.close(account)).filter((closed) => closed !== null);
  }

  /** Closes the running period of an account; null when no money moved. */
  close(account: Account): ClosedSettlement | null {
    return this.#world.state.atomically(() => {
      const open = this.#ledger.open(account.sellerId);
      if (!open.length) return null;
      const turn = this.#world.state.nextNumber(`settlements:${account.sellerId}`, 1);
      const movements = withTurns(this.#world, this.#ledger, open);
      if (this.#world.faults.take('settlementFee') || turn % 10 === 1) movements.push(this.#subscriptionFee(account));
      const closed = this.#write(account, turn, movements);
      this.#ledger.settle(movements, closed.id);
      return closed;
    });
  }

  list(sellerId?: string): ClosedSettlement[] {
    const rows = this.#world.state.all<{ data: string }>('select data from settlement order by created_at, id');
    return rows
      .map((row) => JSON.parse(row.data) as ClosedSettlement)
      .filter((settlement) => !sellerId || settlement.sellerId === sellerId);
  }

  file(documentId: string): Uint8Array | undefined {
    return this.#world.state.get<{ file: Uint8Array }>(
      `select file from settlement where ? in (json_extract(data, '$.documentId'), json_extract(data, '$.twin.documentId'))`,
      documentId,
    )?.file;
  }

  #subscriptionFee({ sellerId, marketplaces }: Account): Movement {
    return this.#ledger.book({
      sellerId,
      marketplaceId: marketplaces[0]!.id,
      transactionType: 'ServiceFee',
      settlementType: 'ServiceFee',
      description: 'Subscription Fee',
      rows: [{ type: 'other-transaction', description: 'Subscription Fee', cents: -subscriptionCents }],
    });
  }

  /** German or English, UTF-8 or cp1252, with and without reserve, by turns. */
  #write({ sellerId, marketplaces }: Account, turn: number, movements: Movement[]): ClosedSettlement {
    const { state } = this.#world;
    const n = state.nextNumber('settlements', 1);
    const end = new Date(this.#world.marketplaceNow());
    const start = new Date(end.getTime() - this.#world.real(periodMs));
    const id = String(11_000_000_000 + n);
    const { bytes, totalCents } = settlementFile({
      id,
      start,
      end,
      movements,
      locale: this.#locale(turn),
      encoding: turn % 4 === 1 ? 'cp1252' : 'utf8',
      reserve: this.#takeReserve(sellerId, turn),
      wrongSum: this.#world.faults.take('settlementSumWrong'),
      unknownType: this.#world.faults.take('settlementUnknownType'),
    });
    const documentId = `amzn1.spdoc.1.4.eu.${id}`;
    const [first, second] = marketplaces;
    const closed: ClosedSettlement = {
      id,
      sellerId,
      reportId: String(50_000_000_000 + n),
      documentId,
      marketplaceId: first!.id,
      ...(second && turn % 2 === 0
        ? { twin: { reportId: String(60_000_000_000 + n), documentId: `${documentId}0`, marketplaceId: second.id } }
        : {}),
      createdAt: end.toISOString(),
      start: start.toISOString(),
      end: end.toISOString(),
      totalCents,
      orders: [...new Set(movements.flatMap(({ orderId }) => orderId ?? []))],
    };
    const sql = 'insert into settlement (id, created_at, data, file) values (?, ?, ?, ?)';
    state.run(sql, id, end.getTime(), JSON.stringify(closed), bytes);
    return closed;
  }

  #locale(turn: number): 'de' | 'en' {
    const { faults } = this.#world;
    if (faults.take('settlementGerman')) return 'de';
    if (faults.take('settlementEnglish')) return 'en';
    return turn % 2 ? 'de' : 'en';
  }

  /** Holds back a sum in every second settlement of an account; the next one gives it back. */
  #takeReserve(sellerId: string, turn: number): { now: number; before: number } {
    const { state, chance, faults } = this.#world;
    const key = `reserve:${sellerId}`;
    const before = Number(state.get<{ value: string }>('select value from fact where key = ?', key)?.value ?? 0);
    const asked = faults.takeValue('settlementReserve');
    const usual = turn % 2 === 0 ? chance.between(1_000, 20_000) : 0;
    const now = asked === undefined ? usual : Math.round(Number(asked));
    const sql = `insert into fact (key, value) values (?, ?) on conflict (key) do update set value = excluded.value`;
    state.run(sql, key, String(now));
    return { now, before };
  }
}
