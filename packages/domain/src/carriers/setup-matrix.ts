import { isSameJson } from '../kernel/same-json.ts';
import type { Transaction } from '../kernel/transact.ts';
import { lockMatrix, newVersion } from './draft-matrix.ts';
import type { MatrixTerms } from './matrix-terms.ts';
import { arm } from './publish-matrix.ts';

/** Arms the matrix of a setup, unless it is what the setup said last or staff have published one since. */
export async function setUpMatrix(tx: Transaction, terms: MatrixTerms): Promise<void> {
  const versions = await lockMatrix(tx);
  const active = versions.find((version) => version.state === 'active');
  if (active && (active.createdBy !== tx.actor || isSameJson(active.terms, terms))) return;
  const version = newVersion(tx, versions, { state: 'retired', terms, basedOn: active?.number ?? null });
  version.publishedBy = tx.actor;
  await arm(tx, version, 'setup');
}
