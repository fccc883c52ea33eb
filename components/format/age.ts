export type Age = {
  readonly unit: 'now' | 'seconds' | 'minutes' | 'hours' | 'days'
  readonly n: number
}

const STEPS: ReadonlyArray<readonly [Age['unit'], number]> = [
  ['days', 86_400],
  ['hours', 3_600],
  ['minutes', 60],
  ['seconds', 1],
]

/** A duration in ms, in whole units of the largest that fits; another clock may run ahead of ours. */
export function toAge(ms: number): Age {
  const seconds = Math.floor(ms / 1_000)
  const [unit, size] = STEPS.find(([, length]) => seconds >= length) ?? ['now', 1]
  return { unit, n: Math.max(0, Math.floor(seconds / size)) }
}
