/** The value below which `share` (0 to 1) of the samples lie, interpolated; NaN without samples. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? Number.NaN
  return below + (above - below) * (place - Math.floor(place))
}

/** The middle sample; NaN without samples. */
export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5)
}

/** The smallest and the largest sample. */
export function spread(samples: readonly number[]): { least: number; most: number } {
  return { least: Math.min(...samples), most: Math.max(...samples) }
}
