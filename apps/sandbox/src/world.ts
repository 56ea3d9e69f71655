import { Chance } from './random.ts';
import type { StoredOrder } from './amazon/amazon-order.ts';
import type { Settings } from './settings.ts';
import type { State } from './state.ts';
import type { Timers } from './timers.ts';

/** Faults that can be switched on by the admin page. */
export interface Faults {
  settlementSumWrong: boolean;
  settlementUnknownType: boolean;
  malformedOrder: boolean;
  unreadableReturn: boolean;
  unknownReturn: boolean;
  throttleAll: boolean;
}

/** What every part of the world stands on. */
export interface World {
  settings: Settings;
  state: State;
  timers: Timers;
  chance: Chance;
  faults: Faults;
  throttled: Map<string, number>;
  /** Told of each saved order, with the order as it was before. */
  orderListeners: ((now: StoredOrder, before: StoredOrder | undefined) => void)[];
  /** A duration of the world in real milliseconds. */
  real(worldMs: number): number;
}

export const openWorld = (settings: Settings, state: State, timers: Timers): World => ({
  settings,
  state,
  timers,
  chance: new Chance(settings.SANDBOX_SEED),
  faults: {
    settlementSumWrong: false,
    settlementUnknownType: false,
    malformedOrder: false,
    unreadableReturn: false,
    unknownReturn: false,
    throttleAll: false,
  },
  throttled: new Map(),
  orderListeners: [],
  real: (worldMs) => worldMs / settings.SANDBOX_SPEED,
});

/** How long a partner takes, between two world durations; two in a hundred take ten times as long. */
export function answerTime({ chance, real }: World, lowMs: number, highMs: number): number {
  const usual = lowMs + chance.next() * (highMs - lowMs);
  return real(chance.isLess(0.02) ? usual * 10 : usual);
}

/** A one-shot fault: true once after it was switched on. */
export function takeFault(world: World, fault: keyof Faults): boolean {
  const on = world.faults[fault];
  world.faults[fault] = false;
  return on;
}
