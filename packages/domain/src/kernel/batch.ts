/** Rows by a key, for joining what a batch has loaded. */
export const by = <Row, Key extends string>(rows: Row[], key: (row: Row) => Key): Map<Key, Row> =>
  new Map(rows.map((row) => [key(row), row]));

/** Rows grouped by a key; a missing group is empty. */
export function grouped<Row, Key extends string | null>(rows: Row[], key: (row: Row) => Key): (of: Key) => Row[] {
  const groups = Map.groupBy(rows, key);
  return (of) => groups.get(of) ?? [];
}

/** A PostgreSQL array literal of texts or ids; MikroORM would expand a JavaScript array into a list of parameters. */
export const sqlArray = (values: string[]): string => `{${values.map((value) => JSON.stringify(value)).join(',')}}`;

/** Options of a find whose rows are only looked at: they stay out of the unit of work, which would compare each at the flush. */
export const readOnly = { disableIdentityMap: true } as const;
