const EDGE = 12
const STEP = 16
const FULL_STEPS = 8
/** What all deeper levels share, so that a name at depth 60 still has room. */
const REST = 72

/** The indentation of a level (px): 16 per level at first, then ever less. */
export function indentOf(level: number): number {
  const full = Math.min(level - 1, FULL_STEPS)
  const deeper = Math.max(0, level - 1 - FULL_STEPS)
  return EDGE + full * STEP + Math.round(REST * (1 - Math.exp((-deeper * STEP) / (REST * 2))))
}
