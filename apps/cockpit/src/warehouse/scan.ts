/** What has to lie in a parcel. */
export interface ScanItem {
  sku: string;
  title: string;
  quantity: number;
  gtin?: string | null;
  bin?: string | null;
}

export interface ScanTask {
  id: string;
  number: string;
  items: ScanItem[];
}

/** Nothing goes on until somebody has read this. */
export interface WrongScan {
  code: string;
  why: 'not_in_shipment' | 'too_many';
  /** The article, where it is one of this shipment. */
  title: string | null;
}

export interface ScanState {
  task: ScanTask | null;
  /** Units scanned so far by SKU. */
  counted: Record<string, number>;
  wrong: WrongScan | null;
  trackingNumber: string;
  /** Only what has been scanned leaves; the rest stays in the queue. */
  part: boolean;
  last: { code: string; at: number } | null;
}

export const noTask: ScanState = { task: null, counted: {}, wrong: null, trackingNumber: '', part: false, last: null };

/** A scanner that triggers twice means one scan. */
const twiceWithinMs = 2_000;

export const missingOf = ({ task, counted }: ScanState): ScanItem[] =>
  task ? task.items.filter((item) => (counted[item.sku] ?? 0) < item.quantity) : [];

/** Every unit has been scanned or counted by hand: the label may be printed. */
export const isComplete = (state: ScanState): boolean => state.task !== null && missingOf(state).length === 0;

/** The label may be scanned: everything is in, or a part that shall leave alone. */
export const mayLabel = (state: ScanState): boolean => isComplete(state) || (state.part && packedOf(state).length > 0);

/** What lies in the parcel so far. */
export const packedOf = ({ counted }: ScanState): { sku: string; quantity: number }[] =>
  Object.entries(counted).map(([sku, quantity]) => ({ sku, quantity }));

/** The packer sends what is there, or waits for the rest after all. */
export const packPart = (state: ScanState, part: boolean): ScanState => ({ ...state, part, trackingNumber: '' });

export const beginTask = (task: ScanTask): ScanState => ({ ...noTask, task });

/**
 * What a scan does: counts a unit, takes the tracking number of a complete parcel, or stops everything. Scans while a mistake
 * is not acknowledged are ignored, and so is the same code within two seconds. Pure; `at` in milliseconds.
 */
export function scan(state: ScanState, scanned: string, at: number): ScanState {
  const code = scanned.trim();
  if (!code || !state.task || state.wrong) return state;
  if (state.last?.code === code && at - state.last.at < twiceWithinMs) return state;
  const next = { ...state, last: { code, at } };
  const item = itemOf(state.task, code);
  if (item) return count(next, item, code);
  if (mayLabel(state)) return { ...next, trackingNumber: code };
  return { ...next, wrong: { code, why: 'not_in_shipment', title: null } };
}

/** Somebody has read what went wrong. */
export const acknowledge = (state: ScanState): ScanState => ({ ...state, wrong: null, last: null });

/** Units counted by hand: what has no bar code, or a bar code that cannot be read. */
export function countByHand(state: ScanState, sku: string): ScanState {
  const item = state.task?.items.find((of) => of.sku === sku);
  return item && !state.wrong ? count(state, item, sku) : state;
}

function count(state: ScanState, item: ScanItem, code: string): ScanState {
  const counted = (state.counted[item.sku] ?? 0) + 1;
  if (counted > item.quantity) return { ...state, wrong: { code, why: 'too_many', title: item.title } };
  return { ...state, counted: { ...state.counted, [item.sku]: counted } };
}

const itemOf = ({ items }: ScanTask, code: string): ScanItem | undefined =>
  items.find(({ sku, gtin }) => gtin === code || sku.toUpperCase() === code.toUpperCase());

/** Lines of one article are one thing to the packer. */
export function mergeItems(items: ScanItem[]): ScanItem[] {
  return [...Map.groupBy(items, ({ sku }) => sku).values()].map((of) => ({
    ...of[0]!,
    quantity: of.reduce((sum, { quantity }) => sum + quantity, 0),
  }));
}
