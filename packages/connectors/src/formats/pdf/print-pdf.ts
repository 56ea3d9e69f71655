import type { PdfPrinter } from '@kontor/domain/documents/pdf-printer.port';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import type { Page } from 'puppeteer';
import { type Log, noLog } from '../../kit/log.ts';
import { browserAt, findBrowser } from './find-browser.ts';
import { launchBrowser } from './launch-browser.ts';
import { Press } from './press.ts';

const patience = 10_000;
const contentPolicy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:">`;

interface PrinterOptions {
  /** A certain browser; else the one that findBrowser finds. */
  executablePath?: string;
  /** Two keep two cores busy; more gained nothing when measured. */
  pages?: number;
  /** Long-lived browsers grow; this one is begun anew after so many documents. */
  documentsPerBrowser?: number;
  log?: Log;
}

/** Opens a printer on one headless Chromium with a pool of pages; the browser starts with the first document. */
export const openPdfPrinter = (o: PrinterOptions): PdfPrinter => new ChromiumPrinter(o);

class ChromiumPrinter implements PdfPrinter {
  readonly #open: () => Promise<Press>;
  readonly #pages: number;
  readonly #documentsPerBrowser: number;
  readonly #waiting: (() => void)[] = [];
  #printing = 0;
  #press: Promise<Press> | undefined;
  #closed = false;

  constructor({ executablePath, pages = 2, documentsPerBrowser = 2_000, log = noLog }: PrinterOptions) {
    this.#pages = pages;
    this.#documentsPerBrowser = documentsPerBrowser;
    this.#open = async () => {
      const browser = executablePath ? browserAt(executablePath) : await findBrowser();
      return new Press(await launchBrowser(browser, log), log);
    };
  }

  async print(html: string): Promise<Uint8Array> {
    await this.#enter();
    try {
      // A crashed page or browser is replaced once; the second failure is the document's, and the browser is begun anew.
      return await this.#attempt(html, false).catch(() => this.#attempt(html, true));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new ConnectorError(`PDF: ${message}`, { retryable: true, cause: error });
    } finally {
      this.#leave();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const press = await this.#press?.catch(() => undefined);
    await press?.close();
  }

  /** Waits for one of the pages; who leaves hands its place over. */
  async #enter(): Promise<void> {
    if (this.#printing < this.#pages) this.#printing += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#printing -= 1;
  }

  async #attempt(html: string, last: boolean): Promise<Uint8Array> {
    const press = await this.#readyPress();
    return press
      .withPage((page) => printOn(page, html))
      .catch((error: unknown) => {
        if (last) press.retire();
        throw error;
      });
  }

  /** The running browser; a dead or worn one is replaced by whoever notices first. */
  async #readyPress(): Promise<Press> {
    const known = this.#press ?? this.#start();
    const press = await known;
    if (press.usable && press.documents < this.#documentsPerBrowser) return press;
    press.retire();
    return this.#press === known ? this.#start() : this.#readyPress();
  }

  #start(): Promise<Press> {
    if (this.#closed) return Promise.reject(new Error('the printer is closed'));
    const press = this.#open();
    this.#press = press;
    press.catch(() => {
      if (this.#press === press) this.#press = undefined;
    });
    return press;
  }
}

async function printOn(page: Page, html: string): Promise<Uint8Array> {
  const guarded = html.replace(/<head(\s[^>]*)?>/i, (head) => head + contentPolicy);
  await page.setContent(guarded, { waitUntil: 'load', timeout: patience });
  return page.pdf({ format: 'A4', printBackground: true, preferCSSPageSize: true, tagged: true, timeout: patience });
}
