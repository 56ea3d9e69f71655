import { existsSync } from 'node:fs';
import path from 'node:path';
import { unpackBrowser } from './unpack-browser.ts';

/** A browser that can be launched; `env` must be handed to its process. */
export interface Browser {
  executablePath: string;
  env: Record<string, string>;
  /** The small headless build, or a whole Chrome that runs headless. */
  headless: 'shell' | true;
  /** Where it keeps its profile; a folder of the system else. */
  profile?: string;
}

const programs = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
const installed = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...programs.flatMap((folder) => (folder ? path.join(folder, 'Google/Chrome/Application/chrome.exe') : [])),
];

/**
 * Finds a Chromium: CHROME_PATH, on Linux x64 the one inside the npm package, else an installed one. Throws an error that
 * says what to do when there is none.
 */
export async function findBrowser(): Promise<Browser> {
  const chosen = process.env.CHROME_PATH;
  if (chosen && !existsSync(chosen))
    throw new Error(`CHROME_PATH names ${chosen}, which does not exist. Correct it or leave it empty.`);
  if (chosen) return browserAt(chosen);
  if (process.platform === 'linux' && process.arch === 'x64') return { ...(await unpackBrowser()), headless: 'shell' };
  const found = installed.find((candidate) => existsSync(candidate));
  if (found) return browserAt(found);
  throw new Error(
    'No Chromium was found, so documents cannot be printed. Install Chrome or Chromium, or set CHROME_PATH to its executable.',
  );
}

/** A browser that is installed already. */
export const browserAt = (executablePath: string): Browser => ({
  executablePath,
  env: {},
  headless: path.basename(executablePath).includes('headless-shell') ? 'shell' : true,
});
