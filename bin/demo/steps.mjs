const NAME_WIDTH = 14
const TICK_MS = 100

/**
 * Shows the steps of a start, one line each: running with the time so far on a terminal, then
 * done with what came of it and the time it took.
 * @param {NodeJS.WriteStream} out
 */
export function createSteps(out = process.stdout) {
  /** Writes over the line of the running step. @param {string} text */
  const rewrite = (text) => out.write(`\r\x1b[K${text}`)

  /**
   * Runs one step. `action` may report where it is, and returns what came of it.
   * @param {string} name
   * @param {(report: (what: string) => void) => string | Promise<string>} action
   */
  return async (name, action) => {
    const start = performance.now()
    const seconds = () => `${((performance.now() - start) / 1000).toFixed(1)} s`
    const label = name.padEnd(NAME_WIDTH)
    let doing = ''
    const show = () => rewrite(`  … ${label} ${doing} ${seconds()}`)
    const timer = out.isTTY ? setInterval(show, TICK_MS) : undefined
    const report = (/** @type {string} */ what) => {
      doing = what
      if (!out.isTTY) out.write(`  … ${label} ${what}\n`)
    }
    const finish = (/** @type {string} */ line) => {
      clearInterval(timer)
      if (out.isTTY) rewrite('')
      out.write(`${line}\n`)
    }
    try {
      const outcome = await action(report)
      finish(`  ✓ ${label} ${outcome} (${seconds()})`)
    } catch (error) {
      finish(`  ✗ ${label} failed after ${seconds()}`)
      throw error
    }
  }
}
