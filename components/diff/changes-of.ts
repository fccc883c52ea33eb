import { Change, type DiffConfig, presentableDiff } from '@codemirror/merge'

/** A comparison may take so long; beyond it, larger stretches count as changed. */
const SCAN = { scanLimit: 1_000, timeout: 500 }

/**
 * How texts are compared. A blank line that came or went beside another one is moved down: the
 * package takes it for no change at all where the line above is blank, too.
 */
export const COMPARING: DiffConfig = {
  override: (a, b) => {
    const changes = presentableDiff(a, b, SCAN)
    return changes.map((change, at) => {
      const next = changes[at + 1]
      return moved(change, { a, b }, next?.fromA ?? a.length, next?.fromB ?? b.length)
    })
  },
}

function moved(
  change: Change,
  { a, b }: { readonly a: string; readonly b: string },
  endA: number,
  endB: number,
): Change {
  const { fromA, toA, fromB, toB } = change
  const isOneSided = fromA === toA || fromB === toB
  let by = 0
  const isBlank = () => a[fromA + by] === '\n' && b[fromB + by] === '\n'
  const goesOn = () => a[toA + by] === '\n' && b[toB + by] === '\n'
  while (isOneSided && isBlank() && goesOn() && toA + by < endA && toB + by < endB) by += 1
  return by === 0 ? change : new Change(fromA + by, toA + by, fromB + by, toB + by)
}
