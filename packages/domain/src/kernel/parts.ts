/** Units by SKU. */
export type Units = Record<string, number>;

/** More shipments than these are no service to anybody. */
export const mostShipments = 3;

/** Units of all lines by SKU. Pure. */
export function unitsOf(lines: { sku: string; quantity: number }[]): Units {
  const units: Units = {};
  for (const { sku, quantity } of lines) units[sku] = (units[sku] ?? 0) + quantity;
  return units;
}

/** What the parts leave of an order; SKUs of which nothing is left are missing. Pure. */
export function restOf(ordered: Units, parts: Units[]): Units {
  const left = Object.entries(ordered).map(([sku, units]) => [sku, units - taken(parts, sku)] as const);
  return Object.fromEntries(left.filter(([, units]) => units > 0));
}

/** Can these parts be taken from an order, none of them empty and something left for the first shipment? Pure. */
export function fitsParts(ordered: Units, parts: Units[]): boolean {
  const skus = [...new Set(parts.flatMap((part) => Object.keys(part)))];
  const isCovered = skus.every((sku) => taken(parts, sku) <= (ordered[sku] ?? 0));
  const isLeft = Object.keys(restOf(ordered, parts)).length > 0;
  return parts.length < mostShipments && isCovered && isLeft && parts.every((part) => Object.keys(part).length > 0);
}

const taken = (parts: Units[], sku: string): number => parts.reduce((sum, part) => sum + (part[sku] ?? 0), 0);
