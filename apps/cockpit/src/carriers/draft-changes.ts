import type { Service, Terms } from './matrix-documents.ts';

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const keyOf = ({ carrier, code }: Pick<Service, 'carrier' | 'code'>) => `${carrier} ${code}`;

/** Fields of a row that differ from the version it was made from; a new row differs as a whole. */
export function changedFields(base: Terms | undefined, service: Service): Set<string> {
  const before = base?.services.find((one) => keyOf(one) === keyOf(service));
  if (!before) return new Set(Object.keys(service));
  return new Set(
    Object.keys(service).filter((key) => !same(before[key as keyof Service], service[key as keyof Service])),
  );
}

/** How many things a draft changes: cells, rows that came, went or moved, carriers, the strategy. */
export function countChanges(base: Terms | undefined, draft: Terms): number {
  if (!base) return 0;
  const known = new Set(base.services.map(keyOf));
  const kept = draft.services.filter((service) => known.has(keyOf(service)));
  const cells = kept.reduce((sum, service) => sum + changedFields(base, service).size, 0);
  const fresh = draft.services.length - kept.length;
  const gone = base.services.length - kept.length;
  const sequence = kept.map(keyOf);
  const before = base.services.map(keyOf).filter((key) => sequence.includes(key));
  const others = [
    !same(before, sequence),
    !same(base.strategy, draft.strategy),
    !same(base.islands, draft.islands),
    ...draft.carriers.map(
      (carrier) =>
        !same(
          carrier,
          base.carriers.find(({ code }) => code === carrier.code),
        ),
    ),
  ].filter(Boolean).length;
  return cells + fresh + gone + others;
}
