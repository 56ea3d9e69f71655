/** Shares cents in proportion to weights (none negative), exact to the cent: what is left goes to the largest remainders. */
export function shareCents(cents: number, weights: number[]): number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (!all) return weights.map((_, index) => (index ? 0 : cents));
  const parts = weights.map((weight, index) => {
    const whole = Math.floor((cents * weight) / all);
    return { index, whole, remainder: cents * weight - whole * all };
  });
  const left = cents - parts.reduce((sum, part) => sum + part.whole, 0);
  const favoured = new Set(
    parts
      .toSorted((a, b) => b.remainder - a.remainder)
      .slice(0, left)
      .map((part) => part.index),
  );
  return parts.map((part) => part.whole + (favoured.has(part.index) ? 1 : 0));
}
