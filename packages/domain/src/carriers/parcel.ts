/** One packed parcel: grams, millimetres, length ≥ width ≥ height. */
export interface Parcel {
  weightG: number;
  lengthMm: number;
  widthMm: number;
  heightMm: number;
}

/** What is known of a product that goes into it. */
export interface PackedItem {
  sku: string;
  quantity: number;
  weightG: number | null;
  lengthMm: number | null;
  widthMm: number | null;
  heightMm: number | null;
}

/** Cardboard and filling. */
const packagingG = 100;

/**
 * Computes the parcel of an order (F17): units are stacked on their shortest side, the base is the largest one; an upper
 * bound, so that nothing is promised to a service it will not fit. Returns the SKUs without weight or size instead, if any.
 */
export function packParcel(items: PackedItem[]): Parcel | { missing: string[] } {
  const missing = items.filter((item) => !isMeasured(item)).map((item) => item.sku);
  if (missing.length) return { missing };
  let [length, width, height, weight] = [0, 0, 0, packagingG];
  for (const item of items) {
    const [long, middle, short] = [item.lengthMm!, item.widthMm!, item.heightMm!].toSorted((a, b) => b - a) as [
      number,
      number,
      number,
    ];
    length = Math.max(length, long);
    width = Math.max(width, middle);
    height += short * item.quantity;
    weight += item.weightG! * item.quantity;
  }
  const [lengthMm, widthMm, heightMm] = [length, width, height].toSorted((a, b) => b - a) as [number, number, number];
  return { weightG: weight, lengthMm, widthMm, heightMm };
}

const isMeasured = (item: PackedItem): boolean =>
  [item.weightG, item.lengthMm, item.widthMm, item.heightMm].every((value) => value !== null && value > 0);
