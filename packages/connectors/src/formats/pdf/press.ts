import type { Browser, Page } from 'puppeteer';
import type { Log } from '../../kit/log.ts';

/** One running browser and its pages. A page that failed is thrown away; a press that is retired closes with its last document. */
export class Press {
  /** Documents begun. */
  documents = 0;
  readonly #browser: Browser;
  readonly #log: Log;
  readonly #idle = new Set<Page>();
  #busy = 0;
  #retired = false;

  constructor(browser: Browser, log: Log) {
    this.#browser = browser;
    this.#log = log;
  }

  get usable(): boolean {
    return this.#browser.connected && !this.#retired;
  }

  /** Hands a page to the work; a crash of the page ends it at once. */
  async withPage<T>(work: (page: Page) => Promise<T>): Promise<T> {
    this.documents += 1;
    this.#busy += 1;
    let page: Page | undefined;
    try {
      page = this.#takeIdle() ?? (await this.#newPage());
      const result = await untilCrash(page, work);
      this.#idle.add(page);
      return result;
    } catch (error) {
      void page?.close().catch(() => {});
      throw error;
    } finally {
      this.#busy -= 1;
      if (this.#retired && !this.#busy) void this.close();
    }
  }

  /** Takes no further work; closes when the documents on it are done. */
  retire(): void {
    this.#retired = true;
    if (!this.#busy) void this.close();
  }

  async close(): Promise<void> {
    this.#retired = true;
    await this.#browser.close().catch(() => {});
  }

  #takeIdle(): Page | undefined {
    const [page] = this.#idle;
    if (page) this.#idle.delete(page);
    return page;
  }

  async #newPage(): Promise<Page> {
    const page = await this.#browser.newPage();
    page.on('error', () => this.#idle.delete(page));
    await page.setJavaScriptEnabled(false);
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      if (request.url().startsWith('data:') || request.url() === 'about:blank')
        return void request.continue().catch(() => {});
      this.#log.warn({ type: request.resourceType() }, 'a document asked for something outside');
      // "No content" leaves the document where it is; an aborted navigation would print an error page.
      const refused = request.isNavigationRequest() ? request.respond({ status: 204 }) : request.abort();
      void refused.catch(() => {});
    });
    return page;
  }
}

/** Not Promise.race against one long promise of the page: that would keep every PDF in memory. */
function untilCrash<T>(page: Page, work: (page: Page) => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    page.once('error', reject);
    work(page)
      .then(resolve, reject)
      .finally(() => page.off('error', reject));
  });
}
