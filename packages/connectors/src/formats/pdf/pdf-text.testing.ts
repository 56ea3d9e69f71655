import { inflateSync } from 'node:zlib';

const hexToText = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

/** What Chromium's PDFs say: the number of pages, and the text as far as one font per glyph number can tell. */
export function readPdf(pdf: Uint8Array): { pages: number; text: string } {
  const file = Buffer.from(pdf).toString('latin1');
  const streams = [...file.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].flatMap(([, body]) => unpacked(body!));
  const glyphs = new Map(streams.filter((stream) => stream.includes('begincmap')).flatMap(glyphNames));
  const drawn = streams.flatMap((stream) =>
    [...stream.matchAll(/<([0-9A-Fa-f]+)>[^<>]*T[jJ]/g)].map(([, hex]) => hex!),
  );
  const text = drawn.map((hex) =>
    (hex.match(/.{4}/g) ?? []).map((glyph) => glyphs.get(glyph.toUpperCase()) ?? '').join(''),
  );
  return { pages: file.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0, text: text.join('') };
}

/** Pictures and fonts are packed otherwise; they carry no text. */
function unpacked(body: string): string[] {
  try {
    return [inflateSync(Buffer.from(body, 'latin1')).toString('latin1')];
  } catch {
    return [];
  }
}

function glyphNames(cmap: string): [string, string][] {
  const ranges = [...cmap.matchAll(/<([0-9A-F]{4})> <([0-9A-F]{4})> <([0-9A-F]{4})>/gi)].flatMap(([, from, to, text]) =>
    Array.from({ length: parseInt(to!, 16) - parseInt(from!, 16) + 1 }, (_, index): [string, string] => [
      hexOf(parseInt(from!, 16) + index),
      hexToText(hexOf(parseInt(text!, 16) + index)),
    ]),
  );
  const singles = [...cmap.matchAll(/^<([0-9A-F]{4})> <((?:[0-9A-F]{4})+)>$/gim)].map(
    ([, glyph, text]): [string, string] => [glyph!.toUpperCase(), hexToText(text!)],
  );
  return [...singles, ...ranges];
}

const hexOf = (number: number): string => number.toString(16).toUpperCase().padStart(4, '0');
