import { newId } from '../kernel/id.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { Carrier } from './carrier.entity.ts';
import type { MatrixDrafted } from './carrier.events.ts';
import { exampleMatrix } from './example-matrix.ts';
import { parseTerms, type MatrixTerms } from './matrix-terms.ts';
import { MatrixVersion, type MatrixState } from './matrix-version.entity.ts';

/** A version as the person saw it; a newer state is refused. */
export interface SeenVersion {
  id: string;
  expectedRev: number;
}

/** The terms with every carrier there is, each by its present name; one that is new has no services yet. Pure. */
export function withCarriers(terms: MatrixTerms, carriers: NewInMatrix[]): MatrixTerms {
  const names = new Map(carriers.map(({ code, name }) => [code, name]));
  const known = terms.carriers.map((carrier) => ({ ...carrier, name: names.get(carrier.code) ?? carrier.name }));
  const fresh = carriers.filter(({ code }) => !known.some((one) => one.code === code));
  return { ...terms, carriers: [...known, ...exampleMatrix(fresh).carriers] };
}
type NewInMatrix = Pick<Carrier, 'code' | 'name' | 'kind' | 'confirmWithinMinutes'>;

/** Begins a draft as a copy of the active version, with every carrier; there is one at a time, for everybody. Throws Rejection. */
export function createMatrixDraft(ctx: Context): Promise<MatrixVersion> {
  return transact(ctx, async (tx) => {
    const versions = await lockMatrix(tx);
    if (versions.some((version) => version.state === 'draft')) throw new Rejection('matrix_draft_exists');
    const active = versions.find((version) => version.state === 'active');
    if (!active) throw new Rejection('matrix_not_found');
    const terms = withCarriers(active.terms, await tx.em.find(Carrier, {}, { orderBy: { code: 'asc' } }));
    const draft = newVersion(tx, versions, { state: 'draft', terms, basedOn: active.number });
    record(tx, draft, 'created');
    return draft;
  });
}

/** Replaces the terms of a draft. Throws Rejection: matrix_invalid names every wrong field. */
export function editMatrixDraft(
  ctx: Context,
  { terms, note, ...seen }: SeenVersion & { terms: unknown; note?: string | null },
): Promise<MatrixVersion> {
  return transact(ctx, async (tx) => {
    const draft = await lockVersion(tx, seen, 'draft');
    Object.assign(draft, { terms: parseTerms(terms), note: note === undefined ? draft.note : note?.trim() || null });
    record(tx, draft, 'edited');
    return draft;
  });
}

/** Throws a draft away; its number is not used again. Throws Rejection. */
export function discardMatrixDraft(ctx: Context, seen: SeenVersion): Promise<MatrixVersion> {
  return transact(ctx, async (tx) => {
    const draft = await lockVersion(tx, seen, 'draft');
    draft.state = 'discarded';
    record(tx, draft, 'discarded');
    return draft;
  });
}

const record = (tx: Transaction, { number }: MatrixVersion, act: MatrixDrafted['act']): void =>
  tx.record({ type: 'MatrixDrafted', matrix: number, act } satisfies MatrixDrafted);

/** All versions, newest first; whoever changes the matrix waits for whoever is changing it. */
export async function lockMatrix(tx: Transaction): Promise<MatrixVersion[]> {
  await tx.em.execute('select pg_advisory_xact_lock(4712)');
  return tx.em.find(MatrixVersion, {}, { orderBy: { number: 'desc' }, refresh: true });
}

const wrongState: Partial<Record<MatrixState, ConstructorParameters<typeof Rejection>[0]>> = {
  draft: 'matrix_not_draft',
  scheduled: 'matrix_not_scheduled',
  retired: 'matrix_not_retired',
};

/** One version for change, in the state it must have. Throws Rejection. */
export async function lockVersion(
  tx: Transaction,
  { id, expectedRev }: SeenVersion,
  state: MatrixState,
): Promise<MatrixVersion> {
  const version = (await lockMatrix(tx)).find((one) => one.id === id);
  if (!version) throw new Rejection('matrix_not_found');
  if (version.rev !== expectedRev) throw new Rejection('matrix_changed_meanwhile', { rev: version.rev });
  if (version.state !== state) throw new Rejection(wrongState[state]!, { state: version.state });
  return version;
}

/** The next version. */
export function newVersion(
  tx: Transaction,
  versions: MatrixVersion[],
  data: Pick<MatrixVersion, 'state' | 'terms'> & { basedOn?: number | null },
): MatrixVersion {
  return tx.em.create(MatrixVersion, {
    id: newId(),
    number: Math.max(0, ...versions.map((version) => version.number)) + 1,
    createdBy: tx.actor,
    createdAt: tx.now(),
    basedOn: null,
    note: null,
    publishedBy: null,
    publishAt: null,
    activeSince: null,
    retiredAt: null,
    ...data,
  });
}
