/** Where `name` stands among `names` (code-unit order); `-1 - i` when it would be inserted at `i`. */
export function positionOf(names: readonly string[], name: string): number {
  let low = 0
  let high = names.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = names[middle] ?? ''
    if (found === name) return middle
    if (found < name) low = middle + 1
    else high = middle - 1
  }
  return -1 - low
}

export function includesName(names: readonly string[], name: string): boolean {
  return positionOf(names, name) >= 0
}

/** `names` in code-unit order; the same array when it is in order already. */
export function sortNames(names: readonly string[]): readonly string[] {
  for (let index = 1; index < names.length; index++)
    if ((names[index - 1] ?? '') > (names[index] ?? '')) return [...names].sort()
  return names
}

/**
 * The sorted `names` with every name of `edits` put in (true) or taken out (false). One pass into
 * an array of its final length: a thousand edits in a list of 300,000 cost as much as one.
 */
export function editNames(
  names: readonly string[],
  edits: ReadonlyMap<string, boolean>,
): readonly string[] {
  const wanted = [...edits]
    .filter(([name, present]) => includesName(names, name) !== present)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  if (wanted.length === 0) return names
  const growth = wanted.reduce((sum, [, present]) => sum + (present ? 1 : -1), 0)
  const edited = new Array<string>(names.length + growth)
  let cursor = 0
  let end = 0
  for (const [name, present] of wanted) {
    const position = positionOf(names, name)
    const until = position < 0 ? -1 - position : position
    while (cursor < until) edited[end++] = names[cursor++] ?? ''
    if (present) edited[end++] = name
    else cursor += 1
  }
  while (cursor < names.length) edited[end++] = names[cursor++] ?? ''
  return edited
}

/** What has to be edited in `before` to get `after`, both sorted: true put in, false taken out. */
export function editsBetween(
  before: readonly string[],
  after: readonly string[],
): Map<string, boolean> {
  const edits = new Map<string, boolean>()
  let old = 0
  let now = 0
  while (old < before.length || now < after.length) {
    const gone = before[old]
    const come = after[now]
    if (gone === come) {
      old += 1
      now += 1
    } else if (gone === undefined || (come !== undefined && come < gone)) {
      edits.set(come ?? '', true)
      now += 1
    } else {
      edits.set(gone, false)
      old += 1
    }
  }
  return edits
}

/** The first of `names` that begins with `prefix`, or undefined. */
export function firstWithPrefix(names: readonly string[], prefix: string): string | undefined {
  const position = positionOf(names, prefix)
  const candidate = names[position < 0 ? -1 - position : position]
  return candidate?.startsWith(prefix) ? candidate : undefined
}
