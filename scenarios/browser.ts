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
