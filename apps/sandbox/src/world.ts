import type { StoredOrder } from './amazon/amazon-order.ts';
import type { Operation } from './amazon/operations.ts';
import { Recording } from './amazon/recording.ts';
import { Faults } from './faults.ts';
import { Chance } from './random.ts';
import type { Settings } from './settings.ts';
import type { State } from './state.ts';
import type { Timers } from './timers.ts';

/** What every part of the world stands on. */
export interface World {
  settings: Settings;
  state: State;
  timers: Timers;
  chance: Chance;
  faults: Faults;
  recording: Recording;
  throttled: Map<string, number>;
  /** Told of each call of an operation before it is served. */
  callListeners: ((operation: Operation) => void)[];
  /** Told of each saved order, with the order as it was before. */
  orderListeners: ((now: StoredOrder, before: StoredOrder | undefined) => void)[];
  /** A duration of the world in real milliseconds. */
  real(worldMs: number): number;
  /** The instant on the marketplace’s clock. */
  marketplaceNow(): number;
}

export function openWorld(settings: Settings, state: State, timers: Timers): World {
  const faults = new Faults();
  return {
    settings,
    state,
    timers,
    chance: new Chance(settings.SANDBOX_SEED),
    faults,
    recording: new Recording(settings),
    callListeners: [],
    throttled: new Map(),
    orderListeners: [],
    real: (worldMs) => worldMs / settings.SANDBOX_SPEED,
    marketplaceNow: () => Date.now() - Number(faults.value('clockBehind') ?? 0) * 1_000,
  };
}

/** How long a partner takes, between two world durations; two in a hundred take ten times as long. */
export function answerTime({ chance, real }: World, lowMs: number, highMs: number): number {
  const usual = lowMs + chance.next() * (highMs - lowMs);
  return real(chance.isLess(0.02) ? usual * 10 : usual);
}
