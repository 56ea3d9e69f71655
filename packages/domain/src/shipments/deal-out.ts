/** Units of a line as they lie in one parcel. */
export interface PackedLine {
  channelLineId: string;
  quantity: number;
}

/**
 * Which units lie in which of `parcels` parcels, where nobody says it: units in the sequence of the lines, spread as evenly as they
 * go, the first parcels the fuller ones. Every unit is in exactly one parcel. Pure.
 */
export function dealOut(lines: PackedLine[], parcels: number): PackedLine[][] {
  const units = lines.reduce((sum, line) => sum + line.quantity, 0);
  const packed: PackedLine[][] = Array.from({ length: parcels }, () => []);
  let [parcel, room] = [0, roomOf(0, units, parcels)];
  for (const { channelLineId, quantity } of lines)
    for (let left = quantity; left > 0 && parcel < parcels;) {
      const taken = Math.min(left, room);
      if (taken) packed[parcel]!.push({ channelLineId, quantity: taken });
      left -= taken;
      room -= taken;
      if (room === 0) room = roomOf((parcel += 1), units, parcels);
    }
  return packed;
}

/** Units of the parcel at `index`. */
const roomOf = (index: number, units: number, parcels: number): number =>
  Math.floor(units / parcels) + (index < units % parcels ? 1 : 0);
