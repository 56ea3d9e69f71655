import type { World } from '../world.ts';

/** Counts a hand-over as the carrier sees it; true when it is the first for its shipment. */
export function countHandover({ state }: World, carrier: string, shipment: string, data: object = {}): boolean {
  const row = state.get<{ times: number }>(
    `insert into handover (shipment, carrier, times, data) values (?, ?, 1, ?)
     on conflict (shipment) do update set times = times + 1 returning times`,
    shipment,
    carrier,
    JSON.stringify(data),
  );
  return row!.times === 1;
}

/** Hand-overs per shipment number. */
export const handoverCounts = ({ state }: World): Record<string, number> =>
  Object.fromEntries(
    state
      .all<{ shipment: string; times: number }>('select shipment, times from handover')
      .map((row) => [row.shipment, row.times]),
  );
