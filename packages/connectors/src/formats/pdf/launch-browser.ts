import { execFile } from 'node:child_process';
import puppeteer, { type Browser as Running } from 'puppeteer';
import type { Log } from '../../kit/log.ts';
import type { Browser } from './find-browser.ts';
import { asNobody } from './run-as-nobody.ts';

const switches = [
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
];

/** What a browser needs of our environment; passwords and keys are none of its business. */
const passedOn =
  /^(PATH|HOME|USERPROFILE|SYSTEMROOT|WINDIR|LOCALAPPDATA|APPDATA|TE?MP|TMPDIR|LANG|LC_.*|TZ|XDG_.*|LD_LIBRARY_PATH|FONTCONFIG_.*)$/i;

/**
 * Starts a headless browser for printing: for root as the user nobody, and without the sandbox only where the system grants none,
 * never silently.
 */
export async function launchBrowser(browser: Browser, log: Log): Promise<Running> {
  if (process.getuid?.() !== 0) return launchOwn(browser, log);
  const other = await asNobody(browser);
  try {
    if (!other) throw new Error('the system has no user nobody');
    const running = await launchOwn(other, log);
    running.once('disconnected', other.cleanUp);
    return running;
  } catch (error) {
    other?.cleanUp();
    log.warn(
      { err: error },
      'the browser does not start as another user: documents are printed as root, without a sandbox',
    );
    // Chromium refuses root otherwise.
    return launch(browser, ['--no-sandbox']);
  }
}

/** As the user it is given. */
function launchOwn(browser: Browser, log: Log): Promise<Running> {
  return launch(browser, []).catch(async (error: unknown) => {
    if (!(await lacksSandbox(browser))) throw error;
    log.warn({}, 'this system grants Chromium no sandbox (user namespaces are off): documents are printed without it');
    return launch(browser, ['--no-sandbox']);
  });
}

/** Asks the browser itself, since a failed launch does not tell what it said. */
const lacksSandbox = ({ executablePath, env }: Browser): Promise<boolean> =>
  new Promise((resolve) => {
    const o = { env: environment(env), timeout: 10_000 };
    execFile(executablePath, ['--headless', '--dump-dom', 'about:blank'], o, (_error, _out, said) =>
      resolve(said.includes('No usable sandbox')),
    );
  });

const launch = ({ executablePath, env, headless, profile }: Browser, more: string[]): Promise<Running> =>
  puppeteer.launch({
    executablePath,
    headless,
    ...(profile && { userDataDir: profile }),
    // A browser on a pipe ends with the process that started it, however that ends, and nobody else can steer it.
    pipe: true,
    env: environment(env),
    // A killed renderer would otherwise be waited for three minutes.
    protocolTimeout: 15_000,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [...switches, ...more],
  });

const environment = (more: Record<string, string>): Record<string, string | undefined> => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => passedOn.test(name))),
  ...more,
});
