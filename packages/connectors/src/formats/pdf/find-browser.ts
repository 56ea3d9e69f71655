import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** A browser that can be launched; `env` must be handed to its process. */
export interface Browser {
  executablePath: string;
  env: Record<string, string>;
}

const installed = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Finds a Chromium: CHROME_PATH, on Linux x64 the one inside the npm package, else an installed one. Throws an error that
 * says what to do when there is none.
 */
export async function findBrowser(): Promise<Browser> {
  const chosen = process.env.CHROME_PATH;
  if (chosen && !existsSync(chosen))
    throw new Error(`CHROME_PATH names ${chosen}, which does not exist. Correct it or leave it empty.`);
  if (chosen) return { executablePath: chosen, env: {} };
  if (process.platform === 'linux' && process.arch === 'x64') return unpacked();
  const found = installed.find((candidate) => existsSync(candidate));
  if (found) return { executablePath: found, env: {} };
  throw new Error(
    'No Chromium was found, so documents cannot be printed. Install Chrome or Chromium, or set CHROME_PATH to its executable.',
  );
}

/** The packaged browser, unpacked once into a folder of our own. */
async function unpacked(): Promise<Browser> {
  const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
  const { version } = JSON.parse(await readFile(path.join(entry, '../../package.json'), 'utf8')) as { version: string };
  const folder = path.join(await cacheFolder(), `chromium-${version}`);
  if (!existsSync(path.join(folder, 'chromium'))) await unpack(entry, folder);
  return {
    executablePath: path.join(folder, 'chromium'),
    // The libraries and the font that come with it: nothing needs to be installed.
    env: { LD_LIBRARY_PATH: path.join(folder, 'al2023/lib'), FONTCONFIG_PATH: path.join(folder, 'fonts') },
  };
}

async function cacheFolder(): Promise<string> {
  const candidates = [
    process.env.XDG_CACHE_HOME,
    path.join(homedir(), '.cache'),
    path.join(tmpdir(), `kontor-${process.getuid?.() ?? 0}`),
  ];
  for (const candidate of candidates.filter((folder) => folder !== undefined)) {
    const folder = path.join(candidate, 'kontor');
    const made = await mkdir(folder, { recursive: true, mode: 0o755 }).then(
      () => true,
      () => false,
    );
    if (made) return folder;
  }
  throw new Error(
    'No folder can be written for the unpacked browser: set XDG_CACHE_HOME to one, or CHROME_PATH to an installed Chrome.',
  );
}

/** Unpacks beside the target and renames, so that no process ever sees half a browser; of two that race, one wins. */
async function unpack(entry: string, folder: string): Promise<void> {
  const beside = await mkdtemp(`${folder}.`);
  const script = `const { default: chromium } = await import(${JSON.stringify(entry)}); await chromium.executablePath();`;
  // The package unpacks its libraries only if it believes to run on AWS.
  const env = { ...process.env, TMPDIR: beside, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' };
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { env });
  await rename(beside, folder).catch(async (error: unknown) => {
    await rm(beside, { recursive: true, force: true });
    if (!existsSync(path.join(folder, 'chromium'))) throw error;
  });
}
