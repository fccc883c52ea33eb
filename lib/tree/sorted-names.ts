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
 * The sorted `names` with every name of `edits` put in (true) or taken out (false). One pass, so
 * that a thousand edits in a list of 100,000 cost as much as one.
 */
export function editNames(
  names: readonly string[],
  edits: ReadonlyMap<string, boolean>,
): readonly string[] {
  const wanted = [...edits]
    .filter(([name, present]) => includesName(names, name) !== present)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  if (wanted.length === 0) return names
  const edited: string[] = []
  let cursor = 0
  for (const [name, present] of wanted) {
    const position = positionOf(names, name)
    const until = position < 0 ? -1 - position : position
    for (; cursor < until; cursor++) edited.push(names[cursor] ?? '')
    if (present) edited.push(name)
    else cursor += 1
  }
  for (; cursor < names.length; cursor++) edited.push(names[cursor] ?? '')
  return edited
}

/** The first of `names` that begins with `prefix`, or undefined. */
export function firstWithPrefix(names: readonly string[], prefix: string): string | undefined {
  const position = positionOf(names, prefix)
  const candidate = names[position < 0 ? -1 - position : position]
  return candidate?.startsWith(prefix) ? candidate : undefined
}
