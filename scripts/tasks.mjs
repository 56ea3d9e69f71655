// Runs under the project's Node, after the install: start | test | check | conformance | bench | format
import { bench } from './bench.mjs';
import { check, format } from './check.mjs';
import { conformance } from './conformance.mjs';
import { start } from './start.mjs';
import { test } from './test.mjs';

const tasks = { start, test, check, conformance, bench, format };
const [task = 'start', ...args] = process.argv.slice(2);
if (!tasks[task]) {
  console.error(`There is no task '${task}'. Tasks: ${Object.keys(tasks).join(', ')}.`);
  process.exit(2);
}
try {
  process.exitCode = await tasks[task](args);
} catch (error) {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}
