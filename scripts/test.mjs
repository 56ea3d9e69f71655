// Every test: units, tests on PostgreSQL, whole histories against the sandbox, and the cockpit in a real browser.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build, root, run, step, withScratchPostgres } from './steps.mjs';

const quick = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

/** Runs vitest in a folder and gives its exit code with what it counted. */
async function vitest(cwd, args, env) {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'kontor-tests-')), 'results.json');
  const argv = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args];
  const code = await run('vitest', argv, { cwd, env });
  const counted = fs.existsSync(file)
    ? JSON.parse(fs.readFileSync(file, 'utf8'))
    : { numPassedTests: 0, numFailedTests: 1 };
  return { code, passed: counted.numPassedTests, failed: counted.numFailedTests };
}

export async function test(args) {
  await build();
  const results = await withScratchPostgres(async (url) => {
    const env = { TEST_DATABASE_URL: url, DATABASE_URL: '' };
    const all = await step('tests of the product', () => vitest(root, args, env));
    // Names on the command line choose among the product's tests.
    const cockpit = args.length
      ? []
      : [await step('tests of the cockpit', () => vitest(path.join(root, 'apps/cockpit'), [], env))];
    return [all, ...cockpit];
  }, quick);
  const sum = (of) => results.reduce((total, result) => total + result[of], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return results.some((result) => result.code !== 0) ? 1 : 0;
}
