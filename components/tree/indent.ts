const EDGE = 12
const STEP = 16
const FULL_STEPS = 8
/** What all deeper levels share, so that a name at depth 60 still has room (px). */
const REST = 72

/** The indentation of a level: 16 px each at first, then ever less, and never half of the pane. */
export function indentOf(level: number): string {
  const full = Math.min(level - 1, FULL_STEPS)
  const deeper = Math.max(0, level - 1 - FULL_STEPS)
  const rest = Math.round(REST * (1 - Math.exp((-deeper * STEP) / (REST * 2))))
  return `min(${EDGE + full * STEP + rest}px, 40%)`
}

/** Whether the indentation alone does not tell how deep a row lies. */
export function isDeep(level: number): boolean {
  return level > FULL_STEPS + 1
}
