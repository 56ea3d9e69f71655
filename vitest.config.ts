import { defineConfig } from 'vitest/config';

// graphql 16 ships CJS and ESM side by side; without this vitest loads both and schemas belong to "another realm".
const alias = [{ find: /^graphql$/, replacement: 'graphql/index.js' }];
const exclude = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'product',
          include: ['packages/*/src/**/*.test.ts', 'apps/{api,worker,sandbox}/src/**/*.test.ts'],
          exclude,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'scenarios',
          include: ['scenarios/**/*.test.ts'],
          exclude,
          testTimeout: 600_000,
          hookTimeout: 300_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
