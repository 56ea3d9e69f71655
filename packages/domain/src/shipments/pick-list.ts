/** A line that has to be fetched for a shipment. */
export interface PickLine {
  shipment: string;
  sku: string;
  title: string;
  quantity: number;
  bin: string | null;
}

/** One stop on the way through the warehouse. */
export interface PickStop {
  sku: string;
  title: string;
  bin: string | null;
  quantity: number;
  /** How many go into which shipment. */
  shipments: { number: string; quantity: number }[];
}

const byPlace = new Intl.Collator('de', { numeric: true });

/** What to fetch for many shipments at once (Pickliste, F22): one stop per product, in the order of the shelves. Pure. */
export function pickList(lines: PickLine[]): PickStop[] {
  return [...Map.groupBy(lines, (line) => line.sku).values()].map(stopOf).toSorted(alongTheShelves);
}

function stopOf(lines: PickLine[]): PickStop {
  const { sku, title, bin } = lines[0]!;
  const shipments = [...Map.groupBy(lines, (line) => line.shipment)].map(([number, of]) => ({
    number,
    quantity: unitsOf(of),
  }));
  return { sku, title, bin, quantity: unitsOf(lines), shipments };
}

const unitsOf = (lines: PickLine[]): number => lines.reduce((sum, line) => sum + line.quantity, 0);

/** What has no place comes last: somebody has to look for it. */
const alongTheShelves = (a: PickStop, b: PickStop): number =>
  Number(a.bin === null) - Number(b.bin === null) ||
  byPlace.compare(a.bin ?? '', b.bin ?? '') ||
  byPlace.compare(a.sku, b.sku);
