/**
 * The value below which a share of the values lies, interpolated between the two nearest (type 7 of Hyndman and Fan
 * 1996, numpy's default). Units are those of the values, milliseconds for latencies.
 *
 * @param share - 0 to 1
 * @returns null of no values
 */
export function percentile(values: ArrayLike<number>, share: number): number | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const place = Math.min(1, Math.max(0, share)) * (sorted.length - 1);
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below + (above - below) * (place - Math.floor(place));
}

/** How long something takes, in the middle and at its worst; null of no values. */
export interface LatencySummary {
  readonly count: number;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** Latency percentiles; the unit is that of the values. */
export function summariseLatency(values: ArrayLike<number>): LatencySummary {
  const at = (share: number): number | null => percentile(values, share);
  return { count: values.length, p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99) };
}
