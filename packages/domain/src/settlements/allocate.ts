/** Money of an order that no document has taken yet; signed minor units. */
export interface OpenItem {
  settlementId: string;
  itemNo: number;
  kind: 'payment' | 'refund';
  openCents: number;
  currency: string;
  hasWithheldTax: boolean;
  skus: string[];
}

/** An invoice (positive) or a credit note (negative) with what is still open on it. */
export interface OpenDocument {
  id: string;
  openCents: number;
  currency: string;
  vatCents: number;
  skus: string[];
}

export type MatchRule = 'R8:exact' | 'R8:total' | 'R8:rounding' | 'R8:partly' | 'R10:exact' | 'R10:total';

export interface Allocation {
  item: OpenItem;
  documentId: string;
  cents: number;
  rule: MatchRule;
}

export interface Allocated {
  allocations: Allocation[];
  /** What is written off as rounding on a document: + the customer paid too little. */
  roundings: { documentId: string; cents: number }[];
  /** Items with what is left of them. */
  left: { item: OpenItem; cents: number }[];
}

/**
 * Shares the money of one order among its documents (rules R7–R10). Payments clear invoices, refunds clear credit notes, never by
 * amount across orders; `toleranceCents` is the rounding that is written off by itself. Pure.
 */
export function allocate(items: OpenItem[], documents: OpenDocument[], toleranceCents: number): Allocated {
  const sum: Allocated = { allocations: [], roundings: [], left: [] };
  for (const kind of ['payment', 'refund'] as const)
    for (const currency of new Set(items.map((item) => item.currency))) {
      const part = allocateKind(
        kind,
        items.filter((item) => item.kind === kind && item.currency === currency),
        documents.filter(
          (of) => of.currency === currency && (kind === 'payment' ? of.openCents > 0 : of.openCents < 0),
        ),
        toleranceCents,
      );
      for (const key of ['allocations', 'roundings', 'left'] as const) sum[key].push(...(part[key] as never[]));
    }
  return sum;
}

function allocateKind(
  kind: OpenItem['kind'],
  items: OpenItem[],
  documents: OpenDocument[],
  tolerance: number,
): Allocated {
  const open = new Map(documents.map((document) => [document.id, document.openCents]));
  const rest = new Map(items.map((item) => [item, item.openCents]));
  const allocations: Allocation[] = [];
  const give = (item: OpenItem, documentId: string, cents: number, rule: MatchRule): void => {
    allocations.push({ item, documentId, cents, rule });
    rest.set(item, rest.get(item)! - cents);
    open.set(documentId, open.get(documentId)! - cents);
  };
  const [exact, total] =
    kind === 'payment' ? (['R8:exact', 'R8:total'] as const) : (['R10:exact', 'R10:total'] as const);
  for (const item of items) {
    const same = bestFirst(item, documents).find(({ id }) => open.get(id) === item.openCents && item.openCents !== 0);
    if (same) give(item, same.id, item.openCents, exact);
  }
  const difference = sumOf(rest.values()) - sumOf(open.values());
  const isSettled = Math.abs(difference) <= tolerance;
  // A refund that is not the credit note's is no partial payment: a person looks (R10).
  if (documents.length && (isSettled || kind === 'payment')) {
    const rule = difference === 0 ? total : isSettled ? 'R8:rounding' : 'R8:partly';
    for (const item of items) pour(item, rest, open, documents, (id, cents) => give(item, id, cents, rule));
    if (isSettled) pourRest(items, rest, documents, (item, id, cents) => give(item, id, cents, 'R8:rounding'));
  }
  return { allocations, roundings: isSettled ? roundingsOf(open, allocations) : [], left: leftOf(rest) };
}

/** Documents with the item's articles come first: partial shipments have several invoices (R7). */
function bestFirst({ skus }: OpenItem, documents: OpenDocument[]): OpenDocument[] {
  const shared = (of: OpenDocument): number => of.skus.filter((sku) => skus.includes(sku)).length;
  return documents.toSorted((a, b) => shared(b) - shared(a));
}

function pour(
  item: OpenItem,
  rest: Map<OpenItem, number>,
  open: Map<string, number>,
  documents: OpenDocument[],
  give: (documentId: string, cents: number) => void,
): void {
  for (const { id } of bestFirst(item, documents)) {
    const [have, need] = [rest.get(item)!, open.get(id)!];
    if (have === 0 || need === 0 || have > 0 !== need > 0) continue;
    give(id, Math.abs(have) < Math.abs(need) ? have : need);
  }
}

/** A few cents too many go to the last document, whose rounding takes them up. */
function pourRest(
  items: OpenItem[],
  rest: Map<OpenItem, number>,
  documents: OpenDocument[],
  give: (item: OpenItem, documentId: string, cents: number) => void,
): void {
  for (const item of items) if (rest.get(item)) give(item, documents.at(-1)!.id, rest.get(item)!);
}

const roundingsOf = (open: Map<string, number>, allocations: Allocation[]): Allocated['roundings'] =>
  [...open]
    .filter(([id, cents]) => cents !== 0 && allocations.some(({ documentId }) => documentId === id))
    .map(([documentId, cents]) => ({ documentId, cents }));

const leftOf = (rest: Map<OpenItem, number>): Allocated['left'] =>
  [...rest].filter(([, cents]) => cents !== 0).map(([item, cents]) => ({ item, cents }));

const sumOf = (numbers: Iterable<number>): number => [...numbers].reduce((sum, cents) => sum + cents, 0);
