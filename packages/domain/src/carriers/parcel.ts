/** One packed parcel: grams, millimetres, length ≥ width ≥ height. */
export interface Parcel {
  weightG: number;
  lengthMm: number;
  widthMm: number;
  heightMm: number;
}

/** What a parcel may measure. */
export interface ParcelLimits {
  maxWeightG: number;
  maxLengthMm: number;
  maxWidthMm: number;
  maxHeightMm: number;
  maxGirthMm: number;
}

/** What is known of a product that goes into it. */
export interface PackedItem {
  sku: string;
  quantity: number;
  weightG: number | null;
  lengthMm: number | null;
  widthMm: number | null;
  heightMm: number | null;
  hazardous: boolean;
}

/** Cardboard and filling, once per parcel. */
const packagingG = 100;

type Box = [length: number, width: number, height: number];

/** SKUs whose weight or size nobody has entered: without them a parcel would be a guess (F17). */
export const unmeasured = (items: PackedItem[]): string[] =>
  items
    .filter((item) => ![item.weightG, item.lengthMm, item.widthMm, item.heightMm].every((value) => value && value > 0))
    .map((item) => item.sku);

/** Longest side plus twice the other two (Gurtmaß). */
export const girth = ({ lengthMm, widthMm, heightMm }: Parcel): number => lengthMm + 2 * (widthMm + heightMm);

/** Weight that is charged: by the scales or by the volume, whichever is more. `divisor`: cm³ per kilogram. */
export function chargeableG({ weightG, lengthMm, widthMm, heightMm }: Parcel, divisor: number | null): number {
  if (!divisor) return weightG;
  return Math.max(weightG, Math.ceil((lengthMm * widthMm * heightMm) / divisor));
}

/** Does the parcel keep every limit? */
export const keepsLimits = (parcel: Parcel, limits: ParcelLimits): boolean =>
  parcel.weightG <= limits.maxWeightG &&
  parcel.lengthMm <= limits.maxLengthMm &&
  parcel.widthMm <= limits.maxWidthMm &&
  parcel.heightMm <= limits.maxHeightMm &&
  girth(parcel) <= limits.maxGirthMm;

/**
 * Packs measured items (F17). Rule: units go in from the largest to the smallest, each beside what lies there already, on
 * the side where the box grows least; a unit that would break the limits opens the next parcel. What is promised to a
 * service therefore always fits; a person may pack tighter. Without limits everything goes into one parcel. Stops one
 * parcel after `maxParcels`.
 */
export function packParcels(items: PackedItem[], limits: ParcelLimits | null = null, maxParcels = 1): Parcel[] {
  const parcels: Parcel[] = [];
  for (const unit of unitsOf(items)) {
    const at = parcels.findIndex((parcel) => !limits || keepsLimits(beside(parcel, unit), limits));
    if (at >= 0) parcels[at] = beside(parcels[at]!, unit);
    else if (parcels.push({ ...unit, weightG: unit.weightG + packagingG }) > maxParcels) break;
  }
  return parcels;
}

function unitsOf(items: PackedItem[]): Parcel[] {
  const units = items.flatMap((item) => {
    const [lengthMm, widthMm, heightMm] = sorted([item.lengthMm!, item.widthMm!, item.heightMm!]);
    return Array.from({ length: item.quantity }, () => ({ weightG: item.weightG!, lengthMm, widthMm, heightMm }));
  });
  return units.toSorted((a, b) => volume(b) - volume(a) || b.lengthMm - a.lengthMm || b.weightG - a.weightG);
}

const sorted = (sides: Box): Box => sides.toSorted((a, b) => b - a) as Box;
const volume = ({ lengthMm, widthMm, heightMm }: Parcel): number => lengthMm * widthMm * heightMm;

/** The box that holds both: of the sides on which the unit can lie, the one that gives the smallest box. */
function beside(parcel: Parcel, unit: Parcel): Parcel {
  const [l, w, h] = [parcel.lengthMm, parcel.widthMm, parcel.heightMm];
  const [long, middle, short] = [unit.lengthMm, unit.widthMm, unit.heightMm];
  const weightG = parcel.weightG + unit.weightG;
  let best: Parcel | undefined;
  for (const box of [
    [Math.max(l, long), Math.max(w, middle), h + short],
    [Math.max(l, long), w + short, Math.max(h, middle)],
    [l + short, Math.max(w, long), Math.max(h, middle)],
    [l + middle, Math.max(w, long), Math.max(h, short)],
    [Math.max(l, long), w + middle, Math.max(h, short)],
  ] as Box[]) {
    const [lengthMm, widthMm, heightMm] = sorted(box);
    const next = { weightG, lengthMm, widthMm, heightMm };
    if (!best || volume(next) < volume(best) || (volume(next) === volume(best) && girth(next) < girth(best)))
      best = next;
  }
  return best!;
}
