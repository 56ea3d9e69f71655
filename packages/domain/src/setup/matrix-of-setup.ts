import { exampleMatrix } from '../carriers/example-matrix.ts';
import { parseTerms, type MatrixTerms } from '../carriers/matrix-terms.ts';
import { germanIslands } from '../carriers/postcodes.ts';
import type { Setup } from './setup.ts';

/** The matrix a setup means: in full, or from its carriers' services in short, or the examples. Throws Rejection. */
export function matrixOf({ matrix, carriers }: Setup): MatrixTerms {
  if (matrix) return matrix;
  if (carriers.every(({ services }) => !services.length)) return exampleMatrix(carriers);
  const ordered = carriers.toSorted((a, b) => a.priority - b.priority || (a.code < b.code ? -1 : 1));
  return parseTerms({
    islands: germanIslands,
    carriers: ordered.map(({ code, name, confirmWithinMinutes }) => ({ code, name, confirmWithinMinutes })),
    services: ordered.flatMap(({ code: carrier, services }) =>
      services.map(({ bands, ...service }) => ({
        carrier,
        ...service,
        tariffs: [{ version: '1', zones: [{ name: 'Standard', countries: service.countries, bands }] }],
      })),
    ),
  });
}
