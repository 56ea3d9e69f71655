import { defineEntity, p } from '@mikro-orm/postgresql';
import type { MatrixTerms } from './matrix-terms.ts';

/** draft → (scheduled →) active → retired; a draft may be discarded, a retired one made active again. */
export const matrixStates = ['draft', 'scheduled', 'active', 'retired', 'discarded'] as const;
export type MatrixState = (typeof matrixStates)[number];

const schema = defineEntity({
  name: 'MatrixVersion',
  tableName: 'matrix_version',
  properties: {
    id: p.uuid().primary(),
    /** Decisions name it. */
    number: p.integer().unique(),
    state: p.text().$type<MatrixState>(),
    /** Never changed once published, so that old decisions stay explainable. */
    terms: p.json<MatrixTerms>(),
    /** Number of the version it was made from. */
    basedOn: p.integer().nullable(),
    note: p.text().nullable(),
    /** Actor: 'staff:<id>', 'token:<id>', or 'automation' for a setup. */
    createdBy: p.text(),
    createdAt: p.datetime(),
    publishedBy: p.text().nullable(),
    /** When a scheduled version becomes active. */
    publishAt: p.datetime().nullable(),
    activeSince: p.datetime().nullable(),
    retiredAt: p.datetime().nullable(),
    rev: p.integer().version(),
  },
});

/** One state of the matrix from which carriers are chosen (F20). */
export class MatrixVersion extends schema.class {}
schema.setClass(MatrixVersion);
