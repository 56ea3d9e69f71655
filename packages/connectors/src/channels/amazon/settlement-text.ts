import { UnreadableSettlement } from '@kontor/domain/channels/sales-channel.port';

/** Decodes a settlement file: UTF-16 or UTF-8 by mark or by content, else cp1252 (which holds ISO-8859-1's letters). */
export function decodeSettlement(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    if (encoding === 'utf-8') return new TextDecoder('windows-1252').decode(bytes);
    throw new UnreadableSettlement(`not ${encoding}`);
  }
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // titles are plain ASCII: a zero beside the first letter tells UTF-16 without a mark
  if (second === 0 && first !== 0) return 'utf-16le';
  return first === 0 && second !== 0 ? 'utf-16be' : 'utf-8';
}

/** Which mark the file uses before its cents, by its first amount that has any; null when none has. */
export function decimalMarkOf(amounts: string[]): ',' | '.' | null {
  const marks = amounts.map((text) => /([.,])\d{1,2}\)?$/.exec(text.trim())?.[1]);
  return (marks.find(Boolean) as ',' | '.' | undefined) ?? null;
}

/** An amount in minor units; '(5,00)' is negative. Throws UnreadableSettlement, also for another decimal mark than the file's `mark`. */
export function amountOf(text: string, mark: ',' | '.' | null, where: string): number {
  const grouping = mark === ',' ? '.' : ',';
  const plain = text.replace(/[\s\u00a0\u202f']/g, '').replace('\u2212', '-');
  const shape = /^(\()?([-+]?)(\d+|\d{1,3}(?:[.,]\d{3})+)(?:[.,](\d{1,2}))?(\))?$/.exec(plain);
  const [, opened, sign, whole = '', cents = '', closed] = shape ?? [];
  const grouped = /[.,]/.exec(whole)?.[0];
  const decimalMark = /([.,])\d{1,2}\)?$/.exec(plain)?.[1];
  const fits =
    shape && !opened === !closed && (!grouped || (mark && !whole.includes(mark))) && (!cents || decimalMark === mark);
  if (!fits) throw new UnreadableSettlement(`${where}: not an amount`);
  const value = Number(whole.replaceAll(grouping, '') + cents.padEnd(2, '0'));
  return (opened || sign === '-' ? -value : value) + 0;
}

/** '14.03.2023 07:49:55 UTC', '14.03.2023', '2023-03-14T07:49:55+00:00' or '2023-03-14 07:49:55 UTC'; empty is null. */
export function instantOf(text: string, where: string): Date | null {
  const plain = text.trim();
  if (!plain) return null;
  const shape =
    /^(?:(?<d>\d{2})\.(?<m>\d{2})\.(?<y>\d{4})|(?<y2>\d{4})-(?<m2>\d{2})-(?<d2>\d{2}))(?:[T ](?<time>\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?)?\s*(?<zone>UTC|GMT|Z|[+-]\d{2}:?\d{2})?$/.exec(
      plain,
    )?.groups;
  if (!shape) throw new UnreadableSettlement(`${where}: not a date`);
  const [year, month, day] = [shape.y ?? shape.y2, shape.m ?? shape.m2, shape.d ?? shape.d2];
  const zone = /^[+-]/.test(shape.zone ?? '') ? shape.zone!.replace(/(\d{2}):?(\d{2})$/, '$1:$2') : 'Z';
  const instant = new Date(`${year}-${month}-${day}T${shape.time ?? '00:00'}${zone}`);
  // a day that does not exist rolls over into the next month
  const isReal =
    !Number.isNaN(instant.getTime()) && new Date(`${year}-${month}-${day}T00:00Z`).getUTCDate() === Number(day);
  if (!isReal) throw new UnreadableSettlement(`${where}: not a date`);
  return instant;
}
