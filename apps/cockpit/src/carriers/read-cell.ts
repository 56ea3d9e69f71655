/** What a person typed cannot be meant. */
export const WRONG = Symbol('wrong');
type Read<Value> = Value | typeof WRONG;

/** "31,5" or "31.5" times a factor, as a whole number within bounds. */
export function readNumber(text: string, factor: number, least = 1): Read<number> {
  const clean = text.trim().replace(',', '.');
  if (!/^\d+(\.\d+)?$/.test(clean)) return WRONG;
  const value = Math.round(Number(clean) * factor);
  return value >= least && value <= 2_000_000_000 ? value : WRONG;
}

/** Centimetres of three sides, "120 × 60 × 60", as millimetres, the longest first. */
export function readSides(text: string): Read<[number, number, number]> {
  const sides = text.split(/[x×*]/i).map((side) => readNumber(side, 10));
  const numbers = sides.filter((side) => side !== WRONG);
  if (sides.length !== 3 || numbers.length !== 3) return WRONG;
  return numbers.toSorted((a, b) => b - a) as [number, number, number];
}

/** Words between commas or blanks, in capitals. */
export const readWords = (text: string): string[] =>
  text
    .split(/[\s,;]+/)
    .map((word) => word.trim().toUpperCase())
    .filter(Boolean);

/** Country codes, at least one. */
export function readCountries(text: string): Read<string[]> {
  const codes = readWords(text);
  return codes.length && codes.every((code) => /^[A-Z]{2}$/.test(code)) ? codes : WRONG;
}

/** Postcodes that are served, and behind a minus those that are not: "20*, 80000-89999, -26*". */
export function readPostcodes(text: string): Read<{ postcodes: string[]; excludedPostcodes: string[] }> {
  const words = readWords(text.replaceAll('–', '-'));
  const isWrong = words.some((word) => !/^-?(\d{2,10}-\d{2,10}|[A-Z0-9]{1,10}\*|[A-Z0-9]{2,10})$/.test(word));
  if (isWrong) return WRONG;
  return {
    postcodes: words.filter((word) => !word.startsWith('-')),
    excludedPostcodes: words.filter((word) => word.startsWith('-')).map((word) => word.slice(1)),
  };
}

/** Codes that are left out, with a minus or without. */
export const readExcluded = (text: string): string[] =>
  text
    .split(/[\s,;]+/)
    .map((code) => code.replace(/^[–-](?=\w)/, '').trim())
    .filter(Boolean);

/** As they stand in a field. */
export const excludedText = (codes: readonly string[]): string => codes.map((code) => `–${code}`).join(', ');

/** HH:MM. */
export function readClock(text: string): Read<string> {
  const [, hours, minutes] = /^(\d{1,2})[:.](\d{2})$/.exec(text.trim()) ?? [];
  if (!hours || !minutes || Number(hours) > 23 || Number(minutes) > 59) return WRONG;
  return `${hours.padStart(2, '0')}:${minutes}`;
}

/** "08:00–17:00"; nothing: around the clock. The day ends at 24:00. */
export function readHours(text: string): Read<{ from: string; to: string } | null> {
  if (!text.trim()) return null;
  const [opens = '', closes = '', more] = text.split(/[-–]/);
  const from = readClock(opens);
  const to = closes.trim() === '24:00' ? '24:00' : readClock(closes);
  return more === undefined && from !== WRONG && to !== WRONG && from < to ? { from, to } : WRONG;
}

/** Lines of "kilograms price": "5 4,79" means up to 5 kg for 4.79. Ascending. */
export function readBands(text: string): Read<{ upToG: number; cents: number }[]> {
  const lines = text.split('\n').filter((line) => line.trim());
  const bands = lines.map((line) => {
    const [kg = '', price = ''] = line.trim().split(/\s*[=:\t]\s*|\s+/);
    return { upToG: readNumber(kg, 1_000), cents: readNumber(price, 100, 0) };
  });
  const isWrong = bands.some(({ upToG, cents }) => upToG === WRONG || cents === WRONG);
  const read = bands as { upToG: number; cents: number }[];
  const isAscending = () => read.every(({ upToG }, at) => at === 0 || upToG > read[at - 1]!.upToG);
  return read.length && !isWrong && isAscending() ? read : WRONG;
}
