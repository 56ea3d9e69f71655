/** Do two JSON values say the same? PostgreSQL keeps objects with their keys in a sequence of its own. */
export const isSameJson = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, of: unknown) =>
    of && typeof of === 'object' && !Array.isArray(of)
      ? Object.fromEntries(Object.entries(of).toSorted(([x], [y]) => (x < y ? -1 : 1)))
      : of,
  );
