import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { operations, type Operation } from './amazon/operations.ts';
import { faultSettings } from './faults.ts';
import type { World } from './world.ts';

const tickMs = 100;

const step = z.strictObject({
  /** All that is named must have come to pass since the scenario began. */
  when: z
    .strictObject({
      seconds: z.number().min(0).optional(),
      orders: z.number().int().min(0).optional(),
      calls: z.strictObject({ operation: z.enum(operations).optional(), count: z.number().int().min(1) }).optional(),
    })
    .default({}),
  faults: faultSettings,
});

/** A scenario file: faults that are switched at given moments and counts, each step once. */
export const scenarioShape = z.strictObject({ steps: z.array(step).min(1) });
type Step = z.output<typeof step>;

/** Plays a scenario: at the start that of SANDBOX_SCENARIO, later any that is handed in. */
export class Scenario {
  readonly #world: World;
  #steps: Step[] = [];
  #began = Date.now();
  #orders = 0;
  readonly #calls = new Map<Operation, number>();
  #tick: NodeJS.Timeout | undefined;

  constructor(world: World) {
    this.#world = world;
    world.orderListeners.push((_now, before) => {
      if (before) return;
      this.#orders += 1;
      this.#advance();
    });
    world.callListeners.push((operation) => {
      this.#calls.set(operation, (this.#calls.get(operation) ?? 0) + 1);
      this.#advance();
    });
  }

  /** Throws when the file of SANDBOX_SCENARIO is none. */
  start(): void {
    const { SANDBOX_SCENARIO: file } = this.#world.settings;
    if (file) this.play(scenarioShape.parse(JSON.parse(readFileSync(file, 'utf8'))));
    this.#tick = setInterval(() => this.#advance(), tickMs);
  }

  stop(): void {
    clearInterval(this.#tick);
  }

  /** Begins a scenario; one that was playing ends. Steps without a condition are done at once. */
  play({ steps }: z.output<typeof scenarioShape>): void {
    this.#steps = [...steps];
    this.#began = Date.now();
    this.#orders = 0;
    this.#calls.clear();
    this.#advance();
  }

  /** How many steps are still to come. */
  get waiting(): number {
    return this.#steps.length;
  }

  #advance(): void {
    const due = this.#steps.filter((one) => this.#isDue(one));
    if (!due.length) return;
    this.#steps = this.#steps.filter((one) => !due.includes(one));
    for (const { faults } of due) this.#world.faults.switch(faults);
  }

  #isDue({ when: { seconds = 0, orders = 0, calls } }: Step): boolean {
    if (Date.now() - this.#began < seconds * 1_000 || this.#orders < orders) return false;
    return !calls || this.#count(calls.operation) >= calls.count;
  }

  #count(operation: Operation | undefined): number {
    if (operation) return this.#calls.get(operation) ?? 0;
    return [...this.#calls.values()].reduce((sum, count) => sum + count, 0);
  }
}
