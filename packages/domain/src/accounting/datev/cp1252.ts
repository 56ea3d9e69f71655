/** The letters of Windows-1252 between 0x80 and 0x9F, in their places (WHATWG encoding standard); blanks are unused. */
const upper = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';
const codes = new Map([...upper].flatMap((letter, n) => (letter === ' ' ? [] : [[letter, 0x80 + n] as const])));

/** Letters that no accent can be taken from. */
const spelled: Record<string, string> = {
  Ł: 'L', ł: 'l', Đ: 'D', đ: 'd', ı: 'i', Ħ: 'H', ħ: 'h', Ŧ: 'T', ŧ: 't', Ŋ: 'N', ŋ: 'n', ĸ: 'k', ẞ: 'SS', Ə: 'E', ə: 'e',
  α: 'a', β: 'b', γ: 'g', δ: 'd', ε: 'e', ζ: 'z', η: 'i', θ: 'th', ι: 'i', κ: 'k', λ: 'l', ν: 'n', ξ: 'x', ο: 'o', π: 'p',
  ρ: 'r', σ: 's', ς: 's', τ: 't', υ: 'y', φ: 'f', χ: 'ch', ψ: 'ps', ω: 'o', μ: 'm',
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o',
  п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sht', ъ: 'a', ь: '', ю: 'yu', я: 'ya',
  '−': '-', '‐': '-', '‑': '-', '′': "'", '″': '"', '\u00a0': ' ', '\u202f': ' ',
}; // prettier-ignore

/** Writes a text with the letters of Windows-1252 only: ő → ö is not there, so o; Ł → L; Σ → S; what has no letter is '?'. */
export function transliterate(text: string): string {
  return [...text.normalize('NFC')].map(letterOf).join('');
}

function letterOf(letter: string): string {
  if (isKnown(letter)) return letter;
  const direct = spell(letter);
  if (direct !== undefined) return direct;
  const plain = letter.normalize('NFD').replaceAll(/\p{M}/gu, '');
  if (plain !== letter && [...plain].every(isKnown)) return plain;
  return spell(plain) ?? '?';
}

function spell(letter: string): string | undefined {
  const own = spelled[letter];
  if (own !== undefined) return own;
  const small = spelled[letter.toLowerCase()];
  return small === undefined ? undefined : small.charAt(0).toUpperCase() + small.slice(1);
}

const isKnown = (letter: string): boolean => codeOf(letter) !== undefined;

function codeOf(letter: string): number | undefined {
  const code = letter.codePointAt(0)!;
  return code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : codes.get(letter);
}

/** Bytes in Windows-1252, after transliteration: every letter is one byte. */
export const toCp1252 = (text: string): Uint8Array =>
  Uint8Array.from([...transliterate(text)], (letter) => codeOf(letter)!);
