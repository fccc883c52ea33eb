import { childOf, type ZnodePath } from '@/lib/znode/path'
import type { Sliced } from './child-order'

/** Names looked at before the work pauses for the next frame. */
const SLICE = 4_000

/** How well a name matches: the smaller, the better. */
const EXACT = 0
const PREFIX = 1
const WORD = 2
const INSIDE = 3

type Match = { readonly path: ZnodePath; readonly rank: number }

/**
 * The best `limit` of the znodes whose names hold `text`, whatever its case: the name itself first,
 * then what begins with it, then where a word does, the shorter path before the longer. Further words
 * may stand anywhere in the path. `lists`: the names of children by parent.
 */
export function* findNames(
  lists: Iterable<readonly [parent: ZnodePath, names: readonly string[]]>,
  text: string,
  limit: number,
): Sliced<readonly ZnodePath[]> {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  let looked = 0
  let best: Match[] = []
  for (const [parent, names] of lists) {
    const above = parent.toLowerCase()
    for (const name of names) {
      looked += 1
      if (looked % SLICE === 0) yield
      const rank = rankOf(name.toLowerCase(), above, words)
      if (rank === undefined) continue
      best.push({ path: childOf(parent, name), rank })
      if (best.length >= 8 * limit) best = best.sort(compare).slice(0, limit)
    }
  }
  return best
    .sort(compare)
    .slice(0, limit)
    .map(({ path }) => path)
}

function compare(one: Match, other: Match): number {
  return (
    one.rank - other.rank ||
    one.path.length - other.path.length ||
    (one.path < other.path ? -1 : one.path > other.path ? 1 : 0)
  )
}

/** Undefined where a word stands nowhere, or none of them in the name. */
function rankOf(name: string, above: string, words: readonly string[]): number | undefined {
  let best: number | undefined
  for (const word of words) {
    const at = name.indexOf(word)
    if (at < 0 && !above.includes(word)) return undefined
    if (at < 0) continue
    const rank = rankAt(name, word, at)
    if (best === undefined || rank < best) best = rank
  }
  return best
}

function rankAt(name: string, word: string, at: number): number {
  if (name === word) return EXACT
  if (at === 0) return PREFIX
  return /[\p{L}\p{N}]/u.test(name[at - 1] ?? '') ? INSIDE : WORD
}
