import { setTimeout as sleep } from 'node:timers/promises'

type Pace = { readonly perSecond: number; readonly seconds: number; readonly random: () => number }

/**
 * Calls `write` as independent writers would: at random moments, `perSecond` on average, for
 * `seconds`. Resolves when all of them were answered.
 */
export async function writeAtRate(
  { perSecond, seconds, random }: Pace,
  write: () => Promise<void>,
): Promise<void> {
  const running: Promise<void>[] = []
  const start = performance.now()
  const end = start + seconds * 1_000
  let next = start
  while (next < end) {
    const pause = next - performance.now()
    if (pause >= 1) await sleep(pause)
    for (const now = performance.now(); next <= now && next < end; next += gap(perSecond, random))
      running.push(write())
  }
  await Promise.all(running)
}

/** An exponential gap (ms): what makes arrivals independent of each other. */
function gap(perSecond: number, random: () => number): number {
  return (-Math.log(1 - random()) * 1_000) / perSecond
}
