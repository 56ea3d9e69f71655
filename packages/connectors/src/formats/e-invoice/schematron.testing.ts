import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Saxon-HE lies beside veraPDF, inside a package from npm. */
const saxon = path.resolve(
  import.meta.dirname,
  '../../../node_modules/@opendataloader/pdf/lib/opendataloader-pdf-cli.jar',
);

/** Is there a Java that can run the rules? */
export const saxonRuns = (): boolean => existsSync(saxon) && spawnSync('java', ['-version']).status === 0;

/**
 * The rule files of a folder, `*CII*.xsl*` and `*UBL*.xsl*`. The official ones as XSLT lie where KONTOR_SCHEMATRON
 * says; no package ships them.
 */
export const schematrons = (folder = process.env.KONTOR_SCHEMATRON): string[] =>
  folder && existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => /(?:cii|ubl).*\.xslt?$/i.test(file))
        .map((file) => path.join(folder, file))
    : [];

/** Rules that a file breaks, as the official schematron names them. */
export function schematronErrors(rules: string, xml: string): string[] {
  const { stdout, stderr, status } = spawnSync(
    'java',
    ['-cp', saxon, 'net.sf.saxon.Transform', `-s:${xml}`, `-xsl:${rules}`],
    {
      encoding: 'utf8',
      maxBuffer: 50_000_000,
    },
  );
  if (status !== 0) throw new Error(stderr);
  return [...stdout.matchAll(/<svrl:failed-assert[^>]*flag="fatal"[^>]*>/g)].map(([assert]) => assert);
}
