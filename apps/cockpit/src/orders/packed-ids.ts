const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const DASH_BEFORE = new Set([4, 6, 8, 10]);

/** Ids that the server sends 16 bytes each in base64: half the size of their text. */
export function unpackIds(packed: string): string[] {
  const bytes = atob(packed);
  const ids: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    let id = '';
    for (let i = 0; i < 16; i += 1) id += (DASH_BEFORE.has(i) ? '-' : '') + HEX[bytes.charCodeAt(at + i)];
    ids.push(id);
  }
  return ids;
}
