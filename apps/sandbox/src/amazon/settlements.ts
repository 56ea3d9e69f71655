import { hour } from '../settings.ts';
import { takeFault, type World } from '../world.ts';
import type { StoredOrder } from './amazon-order.ts';
import { settlementFile } from './settlement-file.ts';

const periodMs = hour;
const timerKey = 'settlement';

export interface ClosedSettlement {
  id: string;
  reportId: string;
  documentId: string;
  createdAt: string;
  start: string;
  end: string;
  totalCents: number;
  orders: string[];
}

/** Closes settlements by the clock and by hand. */
export class Settlements {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
    world.timers.on('close-settlement', () => {
      this.close();
      queueMicrotask(() => this.start());
    });
  }

  /** Sets the clock for the next period. */
  start(): void {
    setImmediate(() => this.#world.timers.set(timerKey, 'close-settlement', this.#world.real(periodMs)));
  }

  /** Closes the running period over everything shipped in it; null when there is nothing. */
  close(): ClosedSettlement | null {
    const { state } = this.#world;
    return state.atomically(() => {
      const orders = state
        .all<{ data: string }>(
          `select data from amazon_order where settled = 0 and status = 'SHIPPED' order by updated_at`,
        )
        .map((row) => JSON.parse(row.data) as StoredOrder);
      if (!orders.length) return null;
      const closed = this.#write(orders);
      for (const { order } of orders) state.run('update amazon_order set settled = 1 where id = ?', order.orderId);
      return closed;
    });
  }

  list(): ClosedSettlement[] {
    const rows = this.#world.state.all<{ data: string }>('select data from settlement order by created_at, id');
    return rows.map((row) => JSON.parse(row.data) as ClosedSettlement);
  }

  file(documentId: string): Uint8Array | undefined {
    return this.#world.state.get<{ file: Uint8Array }>(
      `select file from settlement where json_extract(data, '$.documentId') = ?`,
      documentId,
    )?.file;
  }

  #write(orders: StoredOrder[]): ClosedSettlement {
    const { state, chance } = this.#world;
    const n = state.nextNumber('settlements', 1);
    const end = new Date();
    const start = new Date(end.getTime() - this.#world.real(periodMs));
    const id = String(11_000_000_000 + n);
    const before = Number(state.get<{ value: string }>(`select value from fact where key = 'reserve'`)?.value ?? 0);
    const now = n % 2 === 0 ? chance.between(1_000, 20_000) : 0;
    state.run(
      `insert into fact (key, value) values ('reserve', ?) on conflict (key) do update set value = excluded.value`,
      String(now),
    );
    const { bytes, totalCents } = settlementFile({
      id,
      start,
      end,
      orders,
      locale: n % 2 ? 'de' : 'en',
      reserve: { now, before },
      subscription: n % 10 === 1,
      wrongSum: takeFault(this.#world, 'settlementSumWrong'),
    });
    const closed: ClosedSettlement = {
      id,
      reportId: String(50_000_000_000 + n),
      documentId: `amzn1.spdoc.1.4.eu.${id}`,
      createdAt: end.toISOString(),
      start: start.toISOString(),
      end: end.toISOString(),
      totalCents,
      orders: orders.map(({ order }) => order.orderId),
    };
    state.run(
      'insert into settlement (id, created_at, data, file) values (?, ?, ?, ?)',
      id,
      end.getTime(),
      JSON.stringify(closed),
      bytes,
    );
    return closed;
  }
}
