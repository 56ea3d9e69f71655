// Checks the product's Amazon and the sandbox's against the official interface descriptions, where these stand beside the checkout.
import { referenceFolder } from '../conformance/reference.mjs';
import { build, root, run, step, withScratchPostgres } from './steps.mjs';

export async function conformance(args) {
  if (!referenceFolder()) {
    console.log(
      'Conformance is not checked: neither ../shared/reference nor $KONTOR_REFERENCE holds the official models.',
    );
    return 0;
  }
  await build();
  return withScratchPostgres(
    (url) =>
      step('conformance with the official models', () =>
        run('vitest', ['run', '--config', 'conformance/vitest.config.ts', ...args], {
          cwd: root,
          env: { TEST_DATABASE_URL: url, DATABASE_URL: '' },
        }),
      ),
    { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  );
}
