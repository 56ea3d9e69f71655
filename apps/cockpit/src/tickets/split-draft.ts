import type { OrderPartInput } from '../gql/graphql.ts';

type Line = { id: string; sku: string; quantity: number };
/** Units of each line that leave in the second shipment and those after it. */
export type SplitDraft = Record<string, number>[];

export const mostShipments = 3;

/** An order as it is split now: the units of each part, taken from the lines in their sequence. */
export function splitDraft(lines: Line[], parts: OrderPartInput[]): SplitDraft {
  const left = Object.fromEntries(lines.map(({ id, quantity }) => [id, quantity]));
  return parts.map(({ units }) => {
    const open = Object.fromEntries(units.map(({ sku, quantity }) => [sku, quantity]));
    return Object.fromEntries(
      lines.map(({ id, sku }) => {
        const taken = Math.min(left[id]!, open[sku] ?? 0);
        left[id]! -= taken;
        open[sku] = (open[sku] ?? 0) - taken;
        return [id, taken];
      }),
    );
  });
}

/** What of a line is left for the first shipment. */
export const leftOf = ({ id, quantity }: Line, draft: SplitDraft) =>
  quantity - draft.reduce((sum, part) => sum + (part[id] || 0), 0);

/** What the API is told; undefined where a shipment would be empty or more units leave than there are. */
export function partsOf(lines: Line[], draft: SplitDraft): OrderPartInput[] | undefined {
  const parts = draft.map((part) => ({
    units: lines.map(({ id, sku }) => ({ sku, quantity: part[id] || 0 })).filter(({ quantity }) => quantity > 0),
  }));
  const rest = lines.map((line) => leftOf(line, draft));
  const isPossible = rest.every((units) => units >= 0) && rest.some((units) => units > 0);
  return isPossible && parts.every(({ units }) => units.length) ? parts : undefined;
}
