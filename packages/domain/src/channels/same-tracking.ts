/** Channels write tracking numbers in their own way: with spaces, in small letters. */
export const isSameTracking = (shown: string | null, ours: string): boolean =>
  plain(ours) !== '' && plain(shown ?? '') === plain(ours);

const plain = (text: string): string => text.replace(/[^a-z\d]/gi, '').toUpperCase();
