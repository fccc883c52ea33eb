/** ms since 1970 with the resolution of the monotonic clock, as the browser reads it. */
export function now(): number {
  return performance.timeOrigin + performance.now()
}
