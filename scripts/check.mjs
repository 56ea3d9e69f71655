// Format, lint, types, boundaries, unused code – and that the committed schema is the one the code makes.
import fs from 'node:fs';
import path from 'node:path';
import { root, run, step, turbo } from './steps.mjs';

const schema = path.join(root, 'apps/api/schema.graphql');

async function schemaIsCurrent() {
  const committed = fs.readFileSync(schema, 'utf8');
  if ((await turbo('schema', 'codegen')) !== 0) return 1;
  if (fs.readFileSync(schema, 'utf8') === committed) return 0;
  console.error('apps/api/schema.graphql was not current; it has been written anew: commit it.');
  return 1;
}

const checks = [
  ['schema is current', schemaIsCurrent],
  ['types', () => turbo('typecheck')],
  ['types of scenarios, bench and conformance', () => run('tsc', ['-p', root])],
  ['format', () => run('oxfmt', ['--check'])],
  ['lint', () => run('oxlint', ['--type-aware'])],
  ['boundaries', () => run('depcruise', ['apps', 'packages', '--config', '.dependency-cruiser.mjs'])],
  ['unused code', () => run('knip', [])],
];

export async function check() {
  let failed = 0;
  for (const [what, work] of checks) {
    const code = await step(what, work);
    if (code !== 0) console.error(`✗ ${what}`);
    failed += code === 0 ? 0 : 1;
  }
  return failed ? 1 : 0;
}

export const format = () => run('oxfmt', []);
