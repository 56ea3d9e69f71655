import type { Transaction } from '../kernel/transact.ts';
import { lockMatrix, newVersion } from './draft-matrix.ts';
import type { MatrixTerms } from './matrix-terms.ts';
import { arm } from './publish-matrix.ts';

/** Arms the matrix of a setup, unless it is what the setup said last or staff have published one since. */
export async function setUpMatrix(tx: Transaction, terms: MatrixTerms): Promise<void> {
  const versions = await lockMatrix(tx);
  const active = versions.find((version) => version.state === 'active');
  if (active && (active.createdBy !== tx.actor || isSame(active.terms, terms))) return;
  const version = newVersion(tx, versions, { state: 'retired', terms, basedOn: active?.number ?? null });
  version.publishedBy = tx.actor;
  await arm(tx, version, 'setup');
}

/** PostgreSQL keeps JSON objects with their keys in a sequence of its own. */
const isSame = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, of: unknown) =>
    of && typeof of === 'object' && !Array.isArray(of)
      ? Object.fromEntries(Object.entries(of).toSorted(([x], [y]) => (x < y ? -1 : 1)))
      : of,
  );
