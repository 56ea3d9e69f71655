import type { TemplateContent } from '@kontor/domain/carriers/template-content';
import iconv from 'iconv-lite';

/** A text in the carrier's encoding and line ends; a letter the encoding lacks loses its accent, else becomes '?'. */
export function encodeText(text: string, { encoding, lineEnd }: Pick<TemplateContent, 'encoding' | 'lineEnd'>): Buffer {
  const lines = text.normalize('NFC').replace(/\r\n?|\n/g, lineEnd === 'crlf' ? '\r\n' : '\n');
  if (encoding === 'utf-8' || encoding === 'utf-8-bom')
    return iconv.encode(lines, 'utf-8', { addBOM: encoding === 'utf-8-bom' });
  // oxlint-disable-next-line no-control-regex
  const fitting = lines.replace(/[^\u0000-\u007f]/gu, (sign) => (fits(sign, encoding) ? sign : nearest(sign)));
  return iconv.encode(fitting, encoding);
}

const fits = (sign: string, encoding: string): boolean => iconv.decode(iconv.encode(sign, encoding), encoding) === sign;

/** Letters that Unicode does not take apart. */
const relatives: Record<string, string> = {
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  '‐': '-',
  '–': '-',
  '—': '-',
  '„': '"',
  '“': '"',
  '”': '"',
  '’': "'",
  '€': 'EUR',
  ẞ: 'SS',
};

function nearest(sign: string): string {
  const base = relatives[sign] ?? sign.normalize('NFKD').replace(/\p{M}/gu, '');
  // oxlint-disable-next-line no-control-regex
  return /^[\u0000-\u007f]+$/.test(base) ? base : '?';
}
