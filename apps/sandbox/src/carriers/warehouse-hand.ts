import { minute } from '../settings.ts';
import { answerTime, type World } from '../world.ts';
import { trackingNumber } from './tracking-numbers.ts';

const lookMs = 1_000;
const services = ['DHL', 'DHL', 'DPD', 'GLS', 'Hermes'];

interface Packed {
  shipmentId: string;
  parcels: { trackingNumber: string; parcelService: string }[];
}

/** A hand in the own warehouse: an ordinary user of the API who packs what the queue shows. */
export class WarehouseHand {
  readonly #world: World;
  readonly #seen = new Set<string>();
  #look: NodeJS.Timeout | undefined;

  constructor(world: World) {
    this.#world = world;
    world.timers.on<Packed>('pack', (packed) => this.#confirm(packed));
  }

  start(): void {
    this.#look = setInterval(() => void this.#lookAtQueue().catch(() => {}), lookMs);
  }

  stop(): void {
    clearInterval(this.#look);
  }

  async #lookAtQueue(): Promise<void> {
    const { packingQueue } = await this.#ask<{ packingQueue: { id: string }[] }>(
      'query { packingQueue(first: 200) { id } }',
    );
    for (const { id } of packingQueue) {
      if (this.#seen.has(id)) continue;
      this.#seen.add(id);
      const parcelService = this.#world.chance.pick(services);
      const packed: Packed = {
        shipmentId: id,
        parcels: [{ trackingNumber: trackingNumber(this.#world.chance, parcelService), parcelService }],
      };
      this.#world.timers.set(`pack:${id}`, 'pack', answerTime(this.#world, 3 * minute, 10 * minute), packed);
    }
  }

  async #confirm(input: Packed): Promise<void> {
    await this.#ask('mutation($input: ConfirmPackingInput!) { confirmPacking(input: $input) { id } }', { input });
  }

  async #ask<Data>(query: string, variables: object = {}): Promise<Data> {
    const { KONTOR_URL, KONTOR_TOKEN } = this.#world.settings;
    const response = await fetch(`${KONTOR_URL}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${KONTOR_TOKEN}` },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(10_000),
    });
    const { data, errors } = (await response.json()) as { data?: Data; errors?: { message: string }[] };
    if (errors?.length || !data) throw new Error(errors?.[0]?.message ?? `no answer: ${response.status}`);
    return data;
  }
}
