// Where the official interface descriptions stand: they are no part of the product and are not copied into it.
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/** The folder of the reference data: $KONTOR_REFERENCE, or `../shared/reference` beside the checkout; null without one. */
export function referenceFolder() {
  const folder = path.resolve(root, process.env.KONTOR_REFERENCE || '../shared/reference');
  return fs.existsSync(path.join(folder, 'amazon-sp-api/models')) ? folder : null;
}
