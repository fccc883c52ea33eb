import { diffIndices } from 'node-diff3'
import {
  type Entry,
  type ListMeaning,
  type MapMeaning,
  type Meaning,
  type MeaningPath,
  spell,
} from './meaning'
import { type Placed, placeAll } from './place'

export type MeaningChange = {
  readonly path: MeaningPath
  /** Undefined: it was not there. */
  readonly before?: string
  /** Undefined: it is gone. */
  readonly after?: string
  /** Readers of the format's standard see no change here; others do. */
  readonly isForSome?: true
}

export type MeaningDiff = {
  readonly changes: readonly MeaningChange[]
  /** The maps whose keys stand in another order; the empty path is the whole. */
  readonly reordered: readonly MeaningPath[]
}

/** What differs in meaning between two structured texts, in the order of the second. */
export function diffMeaning(before: Meaning, after: Meaning): MeaningDiff {
  const found: Found = { changes: [], reordered: [] }
  diffAt([], before, after, found)
  return found
}

type Found = { readonly changes: MeaningChange[]; readonly reordered: MeaningPath[] }

function diffAt(path: MeaningPath, before: Meaning, after: Meaning, found: Found): void {
  const areMarkedAlike = before.mark === after.mark
  if (areMarkedAlike && before.kind === 'map' && after.kind === 'map')
    diffMaps(path, before, after, found)
  else if (areMarkedAlike && before.kind === 'list' && after.kind === 'list')
    diffLists(path, before, after, found)
  else if (keyOf(before) !== keyOf(after))
    found.changes.push(changeAt(path, spell(before), spell(after), [before, after]))
}

function changeAt(
  path: MeaningPath,
  before: string,
  after: string,
  [was, is]: readonly [Meaning, Meaning],
): MeaningChange {
  const isForSome = was.kind === is.kind && spell(was, 'core') === spell(is, 'core')
  return isForSome ? { path, before, after, isForSome } : { path, before, after }
}

function diffMaps(path: MeaningPath, before: MapMeaning, after: MapMeaning, found: Found): void {
  const [was, is] = placeAll([before.entries, after.entries])
  if (!was || !is) return
  for (const [id, now] of is) {
    const old = was.get(id)
    if (old) diffEntries(path, old, now, found)
    else found.changes.push({ path: [...path, now.step], after: spell(now.entry.value) })
  }
  for (const [id, { step, entry }] of was)
    if (!is.has(id)) found.changes.push({ path: [...path, step], before: spell(entry.value) })
  const common = [...is.keys()].filter((id) => was.has(id))
  const order = [...was.keys()].filter((id) => is.has(id))
  if (common.some((id, at) => id !== order[at])) found.reordered.push(path)
}

/** One key to readers of the standard, which others may take for two. */
function diffEntries(
  path: MeaningPath,
  { entry: before }: Placed<Entry>,
  { entry: after, step }: Placed<Entry>,
  found: Found,
): void {
  const here = [...path, step]
  const told = ({ key, value }: Entry) => `${key}: ${spell(value)}`
  if (before.key === after.key) diffAt(here, before.value, after.value, found)
  else found.changes.push(changeAt(here, told(before), told(after), [before.value, after.value]))
}

/** Items are matched by what they spell; where one took another's place, inside of it. */
function diffLists(path: MeaningPath, before: ListMeaning, after: ListMeaning, found: Found): void {
  const [was, is] = [before.items, after.items]
  for (const { from, removed, to, added } of hunksOf(was.map(keyOf), is.map(keyOf)))
    for (let index = 0; index < Math.max(removed, added); index++) {
      const old = index < removed ? was[from + index] : undefined
      const item = index < added ? is[to + index] : undefined
      const here = [...path, item ? to + index : from + index]
      if (old && item) diffAt(here, old, item, found)
      else if (item) found.changes.push({ path: here, after: spell(item) })
      else if (old) found.changes.push({ path: here, before: spell(old) })
    }
}

/** A scalar may spell what a list spells. */
function keyOf(item: Meaning): string {
  return `${item.kind} ${spell(item)}`
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
