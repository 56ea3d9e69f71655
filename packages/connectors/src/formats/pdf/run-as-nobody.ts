import { rmSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from './find-browser.ts';

/** A browser that starts as another user, and how its folder is cleared away. */
export interface OtherUsers extends Browser {
  cleanUp(): void;
}

/**
 * The same browser as the system user `nobody`: what it renders could read nothing of ours even if it broke out, and its sandbox
 * works, which it does not for root. Null where this process may not change users or the system has no such user.
 */
export async function asNobody(browser: Browser): Promise<OtherUsers | null> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const user = await idsOf('nobody');
  if (!user) return null;
  const folder = await mkdtemp(path.join(tmpdir(), 'kontor-browser-'));
  const home = path.join(folder, 'home');
  await mkdir(home, { mode: 0o700 });
  await chown(home, user.uid, user.gid);
  const script = path.join(folder, path.basename(browser.executablePath));
  await writeFile(script, startAs(user, browser.executablePath));
  await chmod(script, 0o755);
  // Nobody may pass, and nobody but us may write.
  await chmod(folder, 0o711);
  return {
    ...browser,
    executablePath: script,
    env: { ...browser.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, TMPDIR: home },
    profile: path.join(home, 'profile'),
    // At once: the process may be about to end.
    cleanUp: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

async function idsOf(name: string): Promise<{ uid: number; gid: number } | null> {
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const [, , uid, gid] =
    accounts
      .split('\n')
      .map((line) => line.split(':'))
      .find(([own]) => own === name) ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null;
}

/** setpriv replaces itself by the browser, so that the process we hold is the browser. */
const startAs = ({ uid, gid }: { uid: number; gid: number }, program: string): string =>
  `#!/bin/sh\nexec setpriv --reuid=${uid} --regid=${gid} --clear-groups '${program.replaceAll("'", `'\\''`)}' "$@"\n`;
