import { type Entry, type MapMeaning, type Meaning, spell } from '@/lib/payload/meaning/meaning'
import { type Placed, placeAll } from '@/lib/payload/meaning/place'

/** A thing of each of the three texts of a merge. */
export type Three<Thing> = { readonly base: Thing; readonly mine: Thing; readonly theirs: Thing }

export type Side = 'mine' | 'theirs'

/** Steps to a key, each as `placeAll` tells it from others. */
export type KeyPath = readonly string[]

/** A choice between both where they cannot both hold: at `paths`, what `side` made of it. */
export type Asked = { readonly paths: readonly KeyPath[]; readonly side: Side }

/**
 * Whether `merged` says exactly what mine and theirs changed of base, no more and no less, and at
 * the paths that are asked about what one side says. Where both changed something else, nothing does.
 */
export function isMerge(three: Three<Meaning>, merged: Meaning, { paths, side }: Asked): boolean {
  const asked = new Set(paths.map((path) => JSON.stringify(path)))
  return holdsAt([], three, merged, { asked, side })
}

type Choice = { readonly asked: ReadonlySet<string>; readonly side: Side }

function holdsAt(
  path: KeyPath,
  three: Three<Meaning | undefined>,
  merged: Meaning | undefined,
  choice: Choice,
): boolean {
  const { base, mine, theirs } = three
  if (choice.asked.has(JSON.stringify(path))) return areSame(three[choice.side], merged)
  if (areSame(mine, theirs) || areSame(base, mine)) return areSame(theirs, merged)
  if (areSame(base, theirs)) return areSame(mine, merged)
  if (base?.kind !== 'map' || mine?.kind !== 'map') return false
  if (theirs?.kind !== 'map' || merged?.kind !== 'map') return false
  return holdsInMaps(path, { base, mine, theirs }, merged, choice)
}

function areSame(a: Meaning | undefined, b: Meaning | undefined): boolean {
  if (!a || !b || a === b) return a === b
  return a.kind === b.kind && spelled(a) === spelled(b)
}

/** Each is compared with several others. */
const known = new WeakMap<Meaning, string>()

function spelled(meaning: Meaning): string {
  const text = known.get(meaning) ?? spell(meaning)
  known.set(meaning, text)
  return text
}

type Entries = ReadonlyMap<string, Placed<Entry>>

function holdsInMaps(
  path: KeyPath,
  { base, mine, theirs }: Three<MapMeaning>,
  merged: MapMeaning,
  choice: Choice,
): boolean {
  if (!isSettled(base.mark, mine.mark, theirs.mark, merged.mark)) return false
  const all = placeAll([base, mine, theirs, merged].map(({ entries }) => entries))
  const [o, a, b, m] = all
  if (!o || !a || !b || !m || all.some(hasDoubled)) return false
  const ids = new Set(all.flatMap((side) => [...side.keys()]))
  const hold = [...ids].every((id) => {
    const [was, ours, others, made] = all.map((side) => side.get(id))
    if (new Set([was, ours, others].flatMap((each) => each?.entry.key ?? [])).size > 1) return false
    const three = { base: was?.entry.value, mine: ours?.entry.value, theirs: others?.entry.value }
    return holdsAt([...path, id], three, made?.entry.value, choice)
  })
  return hold && isInOrder(o, a, b, m)
}

function hasDoubled(entries: Entries): boolean {
  return [...entries.values()].some(({ isDoubled }) => isDoubled)
}

/** Whether something is as both left it, or as the one who changed it made it. */
function isSettled(
  base: string | undefined,
  mine: string | undefined,
  theirs: string | undefined,
  merged: string | undefined,
): boolean {
  if (mine === theirs || base === mine) return merged === theirs
  return base === theirs && merged === mine
}

/** Whether what all three have stands in the order that one of them, or both alike, gave it. */
function isInOrder(base: Entries, mine: Entries, theirs: Entries, merged: Entries): boolean {
  const isCommon = (id: string) => base.has(id) && mine.has(id) && theirs.has(id) && merged.has(id)
  const [o, a, b, m] = [base, mine, theirs, merged].map((side) =>
    JSON.stringify([...side.keys()].filter(isCommon)),
  )
  return isSettled(o, a, b, m)
}
