/** An amount in the smallest unit of its currency. */
export interface Money {
  amount: number;
  currency: string;
}

/** Reads a decimal string such as '19.98' or '-3.5' into minor units (two decimals) without passing through a float; throws on anything else. */
export function parseMinorUnits(decimal: string): number {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,2})0*)?$/.exec(decimal.trim()) ?? [];
  if (whole === undefined) throw new Error(`not an amount: ${decimal}`);
  return Number(`${sign}${whole}${fraction.padEnd(2, '0')}`) + 0;
}

/** Writes minor units as a decimal string with a point: 1998 → '19.98'. */
export function formatMinorUnits(amount: number): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
