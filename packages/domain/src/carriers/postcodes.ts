/** One postcode (26465), a beginning (20*) or a range of digits (25938-25955). */
const form = /^(?:[A-Z0-9 ]{1,10}\*|[A-Z0-9 ]{2,10}|\d{2,10}-\d{2,10})$/;

/** Can this be read as postcode, beginning or range? */
export const isPostcodePattern = (pattern: string): boolean => {
  if (!form.test(pattern)) return false;
  const [from, to] = pattern.split('-');
  return to === undefined || (from!.length === to.length && from! <= to);
};

/** Does one of the patterns cover the postcode? */
export const coversPostcode = (patterns: readonly string[], postcode: string): boolean => {
  const code = postcode.trim().toUpperCase();
  return patterns.some((pattern) => covers(pattern, code));
};

function covers(pattern: string, code: string): boolean {
  if (pattern.endsWith('*')) return code.startsWith(pattern.slice(0, -1));
  const [from, to] = pattern.split('-');
  return to === undefined ? code === pattern : code.length === from!.length && code >= from! && code <= to;
}

/**
 * German islands without a road, which parcel services reach later or for a surcharge (as their island lists name them);
 * where a matrix begins, editable there.
 */
export const germanIslands: readonly string[] = [
  '18565',
  '25849',
  '25859',
  '25863',
  '25867-25869',
  '25929-25933',
  '25938-25942',
  '25946-25949',
  '25952-25955',
  '25961-25970',
  '25980',
  '25985-25999',
  '26465',
  '26474',
  '26486',
  '26548',
  '26571',
  '26579',
  '26757',
  '27498',
  '83256',
];
