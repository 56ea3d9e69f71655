import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** veraPDF lies inside a package from npm; the JAXB it needs comes from Debian (libjaxb-java). */
const jars = [
  path.resolve(import.meta.dirname, '../../../node_modules/@opendataloader/pdf/lib/opendataloader-pdf-cli.jar'),
  '/usr/share/java/jaxb-runtime.jar',
  '/usr/share/java/istack-commons-runtime.jar',
];

/** Is there a Java that can run the validator? */
export const veraRuns = (): boolean => jars.every(existsSync) && spawnSync('javac', ['-version']).status === 0;

/** What veraPDF says of files: one line PASS or FAIL each, and the rules that failed. */
export function vera(flavour: '3a' | '3b', files: string[]): string {
  const source = path.join(import.meta.dirname, 'Vera.java');
  const { stdout, stderr, status } = spawnSync('java', ['-cp', jars.join(':'), source, flavour, ...files], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
