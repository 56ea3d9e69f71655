export const healthAreas = ['worker', 'history', 'channel', 'carrier', 'effect', 'webhook', 'queue'] as const;
export type HealthArea = (typeof healthAreas)[number];
export const healthStates = ['good', 'waiting', 'failing', 'resting'] as const;
export type HealthState = (typeof healthStates)[number];

/** What is known of one part of the machinery; `seconds` is how long the oldest piece of work has waited. */
export interface Observed {
  area: HealthArea;
  key: string;
  name: string;
  /** Switched off by a person. */
  rests: boolean;
  /** Cannot do its work at all. */
  broken: boolean;
  waiting: number;
  seconds: number | null;
  failed: number;
  inDoubt: number;
  lastAt: Date | null;
  nextAt: Date | null;
  problem: string | null;
}

/** Work that waits longer than this is worth a look. */
const patienceSeconds: Record<HealthArea, number> = {
  worker: 30,
  channel: 900,
  carrier: 900,
  effect: 120,
  queue: 120,
  webhook: 300,
  history: 60,
};

/** How a part stands: what is broken or has failed comes before what waits too long. Pure. */
export function judgeHealth({ area, rests, broken, seconds, failed, inDoubt, problem }: Observed): HealthState {
  if (rests) return 'resting';
  if (broken || failed > 0 || problem !== null) return 'failing';
  return inDoubt > 0 || (seconds ?? 0) > patienceSeconds[area] ? 'waiting' : 'good';
}
