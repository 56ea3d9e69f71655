import type { PdfPrinter } from '@kontor/domain/documents/pdf-printer.port';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import { type Log, noLog } from '../../kit/log.ts';
import { findBrowser } from './find-browser.ts';

/** Two pages keep two cores busy; more gain nothing (documents.md § 1.2). */
const pagesDefault = 2;
/** Long-lived browsers grow; this one is begun anew after so many documents. */
const documentsPerBrowser = 2_000;
const contentPolicy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:">`;

/** Opens a printer on one headless Chromium with a pool of pages; the browser starts with the first document. */
export function openPdfPrinter(o: { pages?: number; log?: Log }): PdfPrinter {
  const pool = new PagePool(o.pages ?? pagesDefault, o.log ?? noLog);
  return {
    async print(html) {
      const printed = await pool.withPage((page) => printOn(page, html)).catch(() => null);
      // A crashed page or browser is replaced; the second failure is the document's.
      return printed ?? pool.withPage((page) => printOn(page, html)).catch(asConnectorError);
    },
    close: () => pool.close(),
  };
}

function asConnectorError(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  throw new ConnectorError(`PDF: ${message}`, { retryable: true, cause: error });
}

async function printOn(page: Page, html: string): Promise<Uint8Array> {
  await page.setContent(html.replace('<head>', `<head>${contentPolicy}`), { waitUntil: 'load', timeout: 10_000 });
  return page.pdf({ format: 'A4', printBackground: true, preferCSSPageSize: true, tagged: true, timeout: 10_000 });
}

/** Pages of one browser, handed out one by one; a page that failed is thrown away. */
class PagePool {
  readonly #size: number;
  readonly #log: Log;
  #browser: Promise<Browser> | undefined;
  #idle: Page[] = [];
  #open = 0;
  #printed = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(size: number, log: Log) {
    this.#size = size;
    this.#log = log;
  }

  async withPage<T>(work: (page: Page) => Promise<T>): Promise<T> {
    while (this.#open >= this.#size) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#open += 1;
    try {
      return await this.#use(work);
    } finally {
      this.#open -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #use<T>(work: (page: Page) => Promise<T>): Promise<T> {
    const browser = await this.#ready();
    const page = this.#idle.pop() ?? (await this.#newPage(browser));
    try {
      const result = await work(page);
      this.#printed += 1;
      this.#idle.push(page);
      return result;
    } catch (error) {
      void page.close().catch(() => {});
      throw error;
    }
  }

  async #ready(): Promise<Browser> {
    if (this.#printed >= documentsPerBrowser && this.#open === 1) await this.close();
    this.#browser ??= this.#launch();
    const browser = await this.#browser.catch((error: unknown) => {
      this.#browser = undefined;
      throw error;
    });
    if (browser.connected) return browser;
    this.#idle = [];
    this.#browser = this.#launch();
    return this.#browser;
  }

  async #launch(): Promise<Browser> {
    const { executablePath, env } = await findBrowser();
    this.#idle = [];
    this.#printed = 0;
    return puppeteer.launch({
      executablePath,
      env: { ...process.env, ...env },
      headless: 'shell',
      protocolTimeout: 15_000,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      args: [
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--disable-extensions',
        '--no-first-run',
        '--mute-audio',
        '--font-render-hinting=none',
        // No name and no address can be reached: a document needs nothing from outside.
        '--host-resolver-rules=MAP * ~NOTFOUND',
        // Chromium refuses root otherwise.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    });
  }

  async #newPage(browser: Browser): Promise<Page> {
    const page = await browser.newPage();
    await page.setJavaScriptEnabled(false);
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      if (request.url().startsWith('data:') || request.url() === 'about:blank') return void request.continue();
      this.#log.warn({ type: request.resourceType() }, 'a document asked for something outside');
      void request.abort();
    });
    return page;
  }

  async close(): Promise<void> {
    const browser = this.#browser;
    this.#browser = undefined;
    this.#idle = [];
    this.#printed = 0;
    await browser?.then((open) => open.close()).catch(() => {});
  }
}
