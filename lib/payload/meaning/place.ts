/** What tells entries of a map apart. */
export type Named = {
  readonly key: string
  /** `key`, where it is not given: what readers of the standard take for one key. */
  readonly core?: string
  /** What some readers take for one key: in YAML 1.1 `yes` and `on` are. */
  readonly loose?: string
  /** What names one of several that have the same key: `name="a"` of an XML element. */
  readonly id?: string
}

export type Placed<Entry> = {
  readonly entry: Entry
  /** The step that leads to it: `a`, the second `a#2`, or `a[name="x"]`. */
  readonly step: string
  /** Its key is there more than once, and nothing but the order tells which is which. */
  readonly isDoubled: boolean
}

/** The entries of a map, of each of several texts, by what one and the same entry has in all. */
export function placeAll<Entry extends Named>(
  sides: ReadonlyArray<readonly Entry[]>,
): Map<string, Placed<Entry>>[] {
  const named = namedKeys(sides)
  return sides.map((entries) => {
    const seen = new Map<string, number>()
    return new Map(
      entries.map((entry) => {
        const name = entry.core ?? entry.key
        if (named.has(name)) {
          const step = `${entry.key}[${entry.id}]`
          return [step, { entry, step, isDoubled: false }]
        }
        const count = (seen.get(name) ?? 0) + 1
        seen.set(name, count)
        const step = count === 1 ? entry.key : `${entry.key}#${count}`
        return [stepTo(name, count), { entry, step, isDoubled: count > 1 }]
      }),
    )
  })
}

/** What tells the `count`th entry of a key from others, counted from 1. */
export function stepTo(key: string, count: number): string {
  return `${key}\0${count}`
}

/** The keys that are there more than once somewhere, each time by another id in its own text. */
function namedKeys<Entry extends Named>(sides: ReadonlyArray<readonly Entry[]>): Set<string> {
  const repeated = new Set<string>()
  const unnamed = new Set<string>()
  for (const entries of sides) {
    const keys = new Set<string>()
    const ids = new Set<string>()
    for (const { key, core = key, id } of entries) {
      if (keys.has(core)) repeated.add(core)
      keys.add(core)
      if (id === undefined || ids.has(`${core}\0${id}`)) unnamed.add(core)
      ids.add(`${core}\0${id}`)
    }
  }
  return new Set([...repeated].filter((key) => !unnamed.has(key)))
}
