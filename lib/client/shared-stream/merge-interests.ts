import type { MAX_INTEREST_NODES, MAX_INTEREST_PARENTS } from '@/lib/api/events'
import type { Interest, InterestAnswer } from '@/lib/client/interest'
import { ancestry, isWithin, ROOT, type ZnodePath } from '@/lib/znode/path'
import { type Hex64, laterOf, ZERO } from '@/lib/znode/zxid'

const MAX_NODES: typeof MAX_INTEREST_NODES = 2_000
const MAX_PARENTS: typeof MAX_INTEREST_PARENTS = 1_000

/** What all tabs together look at; undefined when that is more than one stream may. */
export function mergeInterests(interests: Iterable<Interest>): Interest | undefined {
  const nodes = new Set<ZnodePath>()
  const parents = new Set<ZnodePath>()
  let timeline: ZnodePath | null = null
  let history: boolean | undefined
  let floor: Hex64 | undefined
  for (const interest of interests) {
    for (const path of interest.nodes) nodes.add(path)
    for (const path of interest.parents) parents.add(path)
    timeline = commonScope(timeline, interest.timeline)
    if (interest.history) history = true
    if (interest.floor) floor = laterOf(interest.floor, floor ?? ZERO)
  }
  if (nodes.size > MAX_NODES || parents.size > MAX_PARENTS) return undefined
  return { nodes: [...nodes], parents: [...parents], timeline, history, floor }
}

/** The smallest subtree that holds both; null holds nothing. */
function commonScope(a: ZnodePath | null, b: ZnodePath | null): ZnodePath | null {
  if (a === null || b === null) return a ?? b
  return [...ancestry(a)].reverse().find((scope) => isWithin(b, scope)) ?? ROOT
}

/** What of an answer to all is about the nodes of one. */
export function partOf(answer: InterestAnswer, { nodes }: Interest): InterestAnswer {
  const own = new Set(nodes)
  return { ...answer, stats: answer.stats.filter(({ path }) => own.has(path)) }
}
