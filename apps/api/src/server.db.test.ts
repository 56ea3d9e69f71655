import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from './testing.ts';

let api: TestApi;
let dir: string;
beforeAll(async () => {
  // A folder with a dot, as packages are kept in.
  dir = fs.mkdtempSync(path.join(os.tmpdir(), '.kontor-'));
  fs.mkdirSync(path.join(dir, 'assets'));
  fs.writeFileSync(path.join(dir, 'index.html'), '<title>Kontor</title>');
  fs.writeFileSync(path.join(dir, 'assets/main.js'), 'export {};');
  api = await openTestApi({ staticDir: dir });
});
afterAll(async () => {
  await api.close();
  fs.rmSync(dir, { recursive: true });
});

const get = (url: string, accept = 'text/html') => fetch(`${api.url}${url}`, { headers: { accept } });

test('every page of the cockpit is its index, under a policy that runs nothing foreign', async () => {
  for (const url of ['/', '/orders', '/orders/A-100001']) {
    const page = await get(url);
    expect([page.status, await page.text()]).toEqual([200, '<title>Kontor</title>']);
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self';.*frame-ancestors 'self'/);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('cache-control')).toBe('no-cache');
  }
});

test('an asset is kept for ever, one that is gone is not the index', async () => {
  expect((await get('/assets/main.js')).headers.get('cache-control')).toMatch(/immutable/);
  const gone = await get('/assets/old.js');
  expect([gone.status, await gone.json()]).toEqual([404, { error: 'not found' }]);
});

test('the API shows no page of its own', async () => {
  const answer = await get('/graphql');
  expect([answer.status, await answer.text()]).toEqual([400, expect.not.stringContaining('<html')]);
});

test('a port that is taken is told in words that help', async () => {
  const { port } = new URL(api.url);
  await expect(openTestApi({ port: Number(port) })).rejects.toThrow(
    `Port ${port} is taken. Stop what listens there, or choose another with PORT.`,
  );
});
