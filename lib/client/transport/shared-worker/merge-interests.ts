import { fitInterest } from '@/lib/client/transport/fit-interest'
import type { Interest, InterestAnswer } from '@/lib/client/transport/tell-interest'
import { ancestry, isWithin, ROOT, type ZnodePath } from '@/lib/znode/path'
import { type Hex64, laterOf, ZERO } from '@/lib/znode/zxid'

/** What all tabs together look at; undefined when that is more than one stream may. */
export function mergeInterests(interests: Iterable<Interest>): Interest | undefined {
  const nodes = new Set<ZnodePath>()
  const parents = new Set<ZnodePath>()
  let timeline: ZnodePath | null = null
  let history: boolean | undefined
  for (const interest of interests) {
    for (const path of interest.nodes) nodes.add(path)
    for (const path of interest.parents) parents.add(path)
    timeline = commonScope(timeline, interest.timeline)
    if (interest.history) history = true
  }
  const merged = { nodes: [...nodes], parents: [...parents], timeline, history }
  return fitInterest(merged).left.size > 0 ? undefined : merged
}

/** The floor that suits them all; what is to be read anew (`0x0`) is not older than anything. */
export function floorOf(interests: readonly Interest[]): Hex64 | undefined {
  const floors = interests.flatMap(({ floor }) => floor ?? [])
  return floors.includes(ZERO) ? ZERO : floors.reduce<Hex64 | undefined>(later, undefined)
}

function later(a: Hex64 | undefined, b: Hex64): Hex64 {
  return a === undefined ? b : laterOf(a, b)
}

/** The smallest subtree that holds both; null holds nothing. */
function commonScope(a: ZnodePath | null, b: ZnodePath | null): ZnodePath | null {
  if (a === null || b === null) return a ?? b
  return [...ancestry(a)].reverse().find((scope) => isWithin(b, scope)) ?? ROOT
}

/** What of an answer to all is about what one looks at. */
export function partOf(answer: InterestAnswer, interest: Interest): InterestAnswer {
  const nodes = new Set<string>(interest.nodes)
  const all = new Set<string | null>([...nodes, ...interest.parents, interest.timeline])
  return {
    ...answer,
    stats: answer.stats.filter(({ path }) => nodes.has(path)),
    notFollowed: answer.notFollowed.filter(({ path }) => all.has(path)),
  }
}
