import { diffIndices } from 'node-diff3'
import { type Meaning, type MeaningChange, type Step, spell } from './meaning'

/** What differs in meaning between two structured texts, in the order of the second. */
export function diffMeaning(
  before: Meaning,
  after: Meaning,
  path: readonly Step[] = [],
): MeaningChange[] {
  if (before.kind === 'map' && after.kind === 'map')
    return diffMaps(before.entries, after.entries, path)
  if (before.kind === 'list' && after.kind === 'list')
    return diffLists(before.items, after.items, path)
  const [was, is] = [spell(before), spell(after)]
  return was === is ? [] : [{ path, before: was, after: is }]
}

type Entries = ReadonlyMap<string, Meaning>

function diffMaps(before: Entries, after: Entries, path: readonly Step[]): MeaningChange[] {
  const gone = [...before].filter(([key]) => !after.has(key))
  return [
    ...[...after].flatMap(([key, is]) => {
      const was = before.get(key)
      const here = [...path, key]
      return was ? diffMeaning(was, is, here) : [{ path: here, after: spell(is) }]
    }),
    ...gone.map(([key, was]) => ({ path: [...path, key], before: spell(was) })),
  ]
}

/** Items are matched by what they spell; where one took another's place, inside of it. */
function diffLists(
  before: readonly Meaning[],
  after: readonly Meaning[],
  path: readonly Step[],
): MeaningChange[] {
  return hunksOf(before.map(spell), after.map(spell)).flatMap(({ from, removed, to, added }) => {
    return Array.from({ length: Math.max(removed, added) }, (_, index) => {
      const was = index < removed ? before[from + index] : undefined
      const is = index < added ? after[to + index] : undefined
      const here = [...path, is ? to + index : from + index]
      if (was && is) return diffMeaning(was, is, here)
      return is
        ? [{ path: here, after: spell(is) }]
        : was
          ? [{ path: here, before: spell(was) }]
          : []
    }).flat()
  })
}

type Hunk = { from: number; removed: number; to: number; added: number }

/** Beyond this many pairs of items the search would keep a person waiting. */
const MAX_PAIRS = 4_000_000

function hunksOf(before: readonly string[], after: readonly string[]): Hunk[] {
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before[head] === after[head]) head += 1
  let tail = 0
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1
  const [was, is] = [before, after].map((side) => side.slice(head, side.length - tail))
  if (!was || !is) return []
  if (was.length * is.length > MAX_PAIRS)
    return [{ from: head, removed: was.length, to: head, added: is.length }]
  return diffIndices(was, is).map(({ buffer1: [from, removed], buffer2: [to, added] }) => ({
    from: head + from,
    removed,
    to: head + to,
    added,
  }))
}
