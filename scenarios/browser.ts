import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { findBrowser } from '@kontor/connectors/formats/pdf/find-browser';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import type { Stack } from './stack.ts';

/** The same Chromium that prints the documents. */
export async function openBrowser(): Promise<Browser> {
  const { executablePath, env } = await findBrowser();
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--disable-component-update',
  ];
  return chromium.launch({ executablePath, env: { ...(process.env as Record<string, string>), ...env }, args });
}

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** Requests to other hosts and errors in the console: there must be none. */
  strange: string[];
}

/** A fresh visitor who speaks German and uses the light theme, unless told otherwise. */
export async function visit(
  browser: Browser,
  stack: Stack,
  options: { locale?: string; colorScheme?: 'light' | 'dark'; viewport?: { width: number; height: number } } = {},
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: stack.url,
    viewport: { width: 1440, height: 900 },
    locale: 'de-DE',
    ...options,
  });
  const page = await context.newPage();
  const strange: string[] = [];
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith('http') && host !== new URL(stack.url).host) strange.push(`request to ${host}`);
  });
  page.on('pageerror', (error) => strange.push(error.message));
  page.on('console', (message) => {
    // The question "who am I" is answered with 401 before the sign-in.
    if (message.type() === 'error' && !message.text().includes('401')) strange.push(message.text());
  });
  return { page, context, strange };
}

/** Signs the sandbox's first member of staff in. */
export async function signIn(page: Page, stack: Stack): Promise<void> {
  await page.goto('/');
  await page.getByLabel('E-Mail').fill('anna@kontor.test');
  await page.getByLabel('Passwort', { exact: true }).fill(stack.password);
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await page.getByRole('heading', { level: 1, name: 'Aufträge' }).waitFor();
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds wrong on the page as "rule: element"; every rule it has, or those of WCAG 2.2 AA. */
export async function accessibilityFindings(page: Page, rules: 'all' | 'wcag' = 'all'): Promise<string[]> {
  // A plain string is evaluated past the page's own policy, which allows no foreign script.
  await page.evaluate(axe);
  const options = rules === 'all' ? {} : { runOnly: wcag };
  const found = await page.evaluate(
    `axe.run(document, ${JSON.stringify(options)})
       .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`,
  );
  return found as string[];
}

/** A picture of the page, where SCENARIO_SHOTS names a folder for it. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCENARIO_SHOTS;
  if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
