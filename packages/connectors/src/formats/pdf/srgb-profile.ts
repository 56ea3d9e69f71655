/** Signed fixed point with 16 bits before and after the point. */
const fixed = (value: number): number[] => {
  const bits = Math.round(value * 65_536) >>> 0;
  return [bits >>> 24, (bits >>> 16) & 255, (bits >>> 8) & 255, bits & 255];
};
const uint32 = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const ascii = (text: string): number[] => Array.from(text, (char) => char.charCodeAt(0));
const padded = (bytes: number[]): number[] => [...bytes, ...Array<number>((4 - (bytes.length % 4)) % 4).fill(0)];

const xyz = (x: number, y: number, z: number): number[] => [
  ...ascii('XYZ '),
  ...uint32(0),
  ...[x, y, z].flatMap(fixed),
];
const text = (words: string): number[] => padded([...ascii('text'), ...uint32(0), ...ascii(words), 0]);
const description = (words: string): number[] =>
  padded([
    ...ascii('desc'),
    ...uint32(0),
    ...uint32(words.length + 1),
    ...ascii(words),
    0,
    ...Array<number>(78).fill(0),
  ]);
/** One value: a gamma with eight bits after the point. */
const gamma = (value: number): number[] =>
  padded([...ascii('curv'), ...uint32(0), ...uint32(1), Math.floor(value), Math.round((value % 1) * 256)]);

/**
 * The colour space sRGB as an ICC profile (version 2.1, display, primaries adapted to D50, gamma 2.2), which PDF/A wants to know
 * what red, green and blue mean. Built here: ICC.1:2001-04, 6 and 10.
 */
export function srgbProfile(): Uint8Array {
  const curve = gamma(2.2);
  const tags: [string, number[]][] = [
    ['desc', description('sRGB')],
    ['cprt', text('No copyright')],
    ['wtpt', xyz(0.9642, 1, 0.8249)],
    ['rXYZ', xyz(0.4361, 0.2225, 0.0139)],
    ['gXYZ', xyz(0.3851, 0.7169, 0.0971)],
    ['bXYZ', xyz(0.1431, 0.0606, 0.7141)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  const headerSize = 128 + 4 + tags.length * 12;
  let offset = headerSize;
  const table: number[] = [...uint32(tags.length)];
  const body: number[] = [];
  for (const [name, data] of tags) {
    table.push(...ascii(name), ...uint32(offset), ...uint32(data.length));
    body.push(...data);
    offset += data.length;
  }
  return Uint8Array.from([...header(offset), ...table, ...body]);
}

/** 1 January 2026, midnight. */
const date = [0x07, 0xea, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0];

const header = (size: number): number[] => [
  ...uint32(size),
  ...uint32(0),
  2,
  0x10,
  0,
  0,
  ...ascii('mntrRGB XYZ '),
  ...date,
  ...ascii('acsp'),
  ...Array<number>(28).fill(0),
  ...[0.9642, 1, 0.8249].flatMap(fixed),
  ...Array<number>(48).fill(0),
];
