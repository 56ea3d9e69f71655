import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { findBrowser } from './find-browser.ts';
import { readPdf } from './pdf-text.testing.ts';
import { openPdfPrinter } from './print-pdf.ts';

const printer = openPdfPrinter({});
afterAll(() => printer.close());

const page = (body: string): string =>
  `<!doctype html><html lang="de"><head><title>Probe</title></head><body>${body}</body></html>`;

test('prints a page as PDF, its text readable', async () => {
  const pdf = await printer.print(page('<p>Rechnung über 12 Äpfel</p>'));
  expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
  expect(readPdf(pdf)).toEqual({ pages: 1, text: expect.stringContaining('Rechnung über 12 Äpfel') as string });
});

test('twenty at once come out whole, each with its own text', async () => {
  const numbers = Array.from({ length: 20 }, (_, index) => `Nummer ${1_000 + index}`);
  const pdfs = await Promise.all(numbers.map((number) => printer.print(page(`<p>${number}</p>`))));
  expect(pdfs.map((pdf) => readPdf(pdf).text.trim())).toEqual(numbers);
});

/** Counts who connects, whatever they say. */
async function openCanary() {
  let hits = 0;
  const server = net.createServer((socket) => {
    hits += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { at: `127.0.0.1:${(server.address() as AddressInfo).port}`, hits: () => hits, server };
}

test('nothing outside is asked, no script runs, no file is read', async () => {
  const { at, hits, server } = await openCanary();
  // The canary hears those who do call.
  await fetch(`http://${at}`).catch(() => {});
  expect(hits()).toBe(1);
  const pdf = await printer.print(
    page(`<p id="p">still</p>
      <img src="http://${at}/img"><iframe src="http://${at}/frame"></iframe><iframe src="file:///etc/passwd"></iframe>
      <object data="http://${at}/object"></object><link rel="stylesheet" href="http://${at}/css">
      <link rel="prefetch" href="http://${at}/prefetch"><link rel="preconnect" href="http://${at}">
      <style>@import url('http://${at}/import'); @font-face { font-family: x; src: url('http://${at}/font') }
        body { background: url('http://${at}/bg'); font-family: x }</style>
      <script>document.getElementById('p').textContent = 'script ran'; fetch('http://${at}/js'); new WebSocket('ws://${at}')</script>
      <meta http-equiv="refresh" content="0;url=http://${at}/go">`),
  );
  await new Promise((resolve) => server.close(resolve));
  expect(hits()).toBe(1);
  expect(readPdf(pdf).text).toContain('still');
  expect(readPdf(pdf).text).not.toMatch(/script ran|root:/);
});

/** A printer whose browser notes its process id, so that a test can kill it. */
async function openKillable(options: { documentsPerBrowser?: number } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'kontor-pdf-'));
  const { executablePath, env } = await findBrowser();
  const exports = Object.entries(env).map(([name, value]) => `export ${name}='${value}'\n`);
  const script = path.join(folder, 'chromium-headless-shell');
  await writeFile(script, `#!/bin/sh\n${exports.join('')}echo $$ >> '${folder}/pids'\nexec '${executablePath}' "$@"\n`);
  await chmod(script, 0o755);
  // The browser may run as another user.
  await chmod(folder, 0o777);
  const killable = openPdfPrinter({ executablePath: script, ...options });
  onTestFinished(async () => {
    await killable.close();
    await rm(folder, { recursive: true });
  });
  return {
    print: async (text: string) => readPdf(await killable.print(page(`<p>${text}</p>`))).text.trim(),
    pids: async () => (await readFile(`${folder}/pids`, 'utf8')).trim().split('\n').map(Number),
  };
}

const notWindows = process.platform !== 'win32';

test.runIf(notWindows)('a killed browser is replaced, and documents that were being printed come out', async () => {
  const { print, pids } = await openKillable();
  await print('erstes');
  const [pid] = await pids();
  const during = Array.from({ length: 6 }, (_, index) => print(`während ${index}`));
  process.kill(pid!, 'SIGKILL');
  expect(await Promise.all(during)).toEqual(during.map((_, index) => `während ${index}`));
  expect(await print('danach')).toBe('danach');
  // One new browser, not one per document that failed.
  expect(await pids()).toHaveLength(2);
});

test.runIf(notWindows)('a browser is begun anew after so many documents, also under load', async () => {
  const { print, pids } = await openKillable({ documentsPerBrowser: 3 });
  const texts = Array.from({ length: 8 }, (_, index) => `Blatt ${index}`);
  expect(await Promise.all(texts.map(print))).toEqual(texts);
  expect(await pids()).toHaveLength(3);
});

/** The renderers that a browser started. */
async function renderersOf(browser: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map<number, number>();
  const renderers: number[] = [];
  for (const pid of pids) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    parents.set(pid, Number(/\) \S (\d+)/.exec(stat)?.[1]));
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes('--type=renderer')) renderers.push(pid);
  }
  const descends = (pid: number | undefined): boolean => pid === browser || (!!pid && descends(parents.get(pid)));
  return renderers.filter(descends);
}

test.runIf(process.platform === 'linux')('killed renderers cost their pages, not the browser', async () => {
  const { print, pids } = await openKillable();
  await print('erstes');
  const [pid] = await pids();
  const renderers = await renderersOf(pid!);
  expect(renderers).not.toEqual([]);
  for (const renderer of renderers) process.kill(renderer, 'SIGKILL');
  expect(await print('danach')).toBe('danach');
  expect(await pids()).toHaveLength(1);
});

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
const statusOf = (pid: number): Promise<string> => readFile(`/proc/${pid}/status`, 'utf8');

test.runIf(isRoot)('started by root, browser and renderers run as another user, in their sandbox', async () => {
  const { print, pids } = await openKillable();
  expect(await print('anderer Benutzer')).toBe('anderer Benutzer');
  const [pid] = await pids();
  const renderers = await renderersOf(pid!);
  expect(renderers).not.toEqual([]);
  for (const one of [pid!, ...renderers]) expect(await statusOf(one)).not.toMatch(/^Uid:\s.*\b0\b/m);
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
  const filtered = (await statusOf(renderers[0]!)).match(/^Seccomp:\s+(\d)/m)?.[1];
  // A kernel without user namespaces grants no sandbox; the log says so then.
  expect(filtered === '2' || command.includes('--no-sandbox')).toBe(true);
});

test('a closed printer prints no more and starts no browser', async () => {
  const closed = openPdfPrinter({});
  await closed.close();
  await expect(closed.print(page('x'))).rejects.toThrow(ConnectorError);
});

test('a browser that cannot be started is a failure that may pass', async () => {
  const broken = openPdfPrinter({ executablePath: '/nowhere/chromium' });
  await expect(broken.print(page('x'))).rejects.toMatchObject({ name: 'ConnectorError', retryable: true });
  await broken.close();
});
