import { execFile } from 'node:child_process';
import { constants, existsSync } from 'node:fs';
import { access, chmod, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The Chromium of npm's @sparticuz/chromium (Linux x64), unpacked once into a private folder; throws when there is none to write. */
export async function unpackBrowser(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
  const { version } = JSON.parse(await readFile(path.join(entry, '../../package.json'), 'utf8')) as { version: string };
  const folder = path.join(await privateFolder(), `browser-${version}`);
  if (!existsSync(folder)) await unpack(entry, folder);
  return {
    executablePath: path.join(folder, 'chromium'),
    // The libraries and the font that come with it: nothing needs to be installed.
    env: { LD_LIBRARY_PATH: path.join(folder, 'al2023/lib'), FONTCONFIG_FILE: path.join(folder, 'fonts.conf') },
  };
}

/** Nobody else may write where a program is started from. */
async function privateFolder(): Promise<string> {
  const cache = process.env.XDG_CACHE_HOME;
  const candidates = [
    // Root prints as another user, who must find the browser.
    ...(process.getuid?.() === 0 ? ['/var/cache/kontor'] : []),
    ...(cache && path.isAbsolute(cache) ? [path.join(cache, 'kontor')] : []),
    path.join(homedir(), '.cache/kontor'),
    path.join(tmpdir(), `kontor-${process.getuid?.()}`),
  ];
  for (const candidate of candidates) if (await isOurs(candidate)) return candidate;
  throw new Error(
    'No folder can be written for the unpacked browser: set XDG_CACHE_HOME to one, or CHROME_PATH to an installed Chrome.',
  );
}

async function isOurs(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o755 : 0o700 });
    await access(folder, constants.W_OK);
    const { uid, mode } = await lstat(folder);
    return uid === process.getuid?.() && (mode & 0o022) === 0;
  } catch {
    return false;
  }
}

/** Unpacks beside the target and renames, so that no process ever sees half a browser; of two that race, one wins. */
async function unpack(entry: string, folder: string): Promise<void> {
  const beside = await mkdtemp(`${folder}.`);
  try {
    const script = `const { default: chromium } = await import(${JSON.stringify(entry)}); await chromium.executablePath();`;
    // The package unpacks its libraries only if it believes to run on AWS.
    const env = { ...process.env, TMPDIR: beside, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' };
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { env });
    await writeFile(path.join(beside, 'fonts.conf'), fontsConfig(folder));
    await openToRead(beside);
    await rename(beside, folder);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** Whoever may enter the private folder may start what is in it. */
async function openToRead(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const { mode } = await lstat(file);
    await chmod(file, entry.isDirectory() || mode & 0o100 ? 0o755 : 0o644);
  }
}

/** The package's own configuration looks for its font in /tmp, where anybody may lay one. */
const fontsConfig = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${asXml(path.join(folder, 'fonts'))}</dir>
  <cachedir>${asXml(path.join(folder, 'fonts-cache'))}</cachedir>
</fontconfig>
`;

const asXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
