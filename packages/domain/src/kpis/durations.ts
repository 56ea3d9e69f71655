/** Durations are counted in buckets that grow by a tenth each: a percentile is right to 5 %, and counts of days can be added. */
const growth = Math.log(1.1);

/** The bucket of a duration in seconds; everything up to one second is bucket 0. Pure. */
export const bucketOf = (seconds: number): number =>
  seconds <= 1 ? 0 : Math.min(200, Math.ceil(Math.log(seconds) / growth - 1e-9));

/** The middle of a bucket, in seconds. Pure. */
const secondsOf = (bucket: number): number => (bucket === 0 ? 1 : Math.exp((bucket - 0.5) * growth));

/** The duration in seconds under which `share` (0–1) of all lie; null when nothing was counted. Pure. */
export function percentile(counts: ReadonlyMap<number, number>, share: number): number | null {
  const all = [...counts.values()].reduce((sum, n) => sum + n, 0);
  if (all <= 0) return null;
  let seen = 0;
  for (const [bucket, n] of [...counts].toSorted(([a], [b]) => a - b)) {
    seen += n;
    if (seen >= share * all - 1e-9) return Math.round(secondsOf(bucket));
  }
  return null;
}
