import type {
  MAX_INTEREST_BYTES,
  MAX_INTEREST_NODES,
  MAX_INTEREST_PARENTS,
  NotFollowed,
} from '@/lib/api/events'
import { MAX_PATH, type ZnodePath } from '@/lib/znode/path'

/** The limits of the interest, which the browser keeps without loading their schemas. */
export const MOST: {
  readonly nodes: typeof MAX_INTEREST_NODES
  readonly parents: typeof MAX_INTEREST_PARENTS
  readonly bytes: typeof MAX_INTEREST_BYTES
} = { nodes: 2_000, parents: 1_000, bytes: 4_194_304 }

export type Reason = NotFollowed['reason']

type Looked = {
  readonly nodes: readonly ZnodePath[]
  readonly parents: readonly ZnodePath[]
  readonly timeline: ZnodePath | null
}

export type Fitted<L extends Looked> = {
  readonly interest: L
  /** What does not fit, and why. */
  readonly left: ReadonlyMap<ZnodePath, Reason>
  /** What the paths take as JSON. */
  readonly bytes: number
}

/** What of an interest the API takes within `budget` bytes. */
export function fitInterest<L extends Looked>(looked: L, budget: number = MOST.bytes): Fitted<L> {
  const left = new Map<ZnodePath, Reason>()
  let bytes = 0
  const fits = (path: ZnodePath) => {
    const reason = path.length > MAX_PATH ? 'too-long' : undefined
    const size = reason ? 0 : jsonBytes(path)
    if (reason || bytes + size > budget) left.set(path, reason ?? 'too-many')
    else bytes += size
    return !left.has(path)
  }
  const first = (paths: readonly ZnodePath[], most: number) => {
    for (const path of paths.slice(most)) left.set(path, 'too-many')
    return paths.slice(0, most).filter(fits)
  }
  const { timeline } = looked
  const interest = {
    ...looked,
    timeline: timeline !== null && fits(timeline) ? timeline : null,
    parents: first(looked.parents, MOST.parents),
    nodes: first(looked.nodes, MOST.nodes),
  }
  return { interest, left, bytes }
}

const PLAIN = /^[\x20!\x23-\x5b\x5d-\x7e]*$/
const encoder = new TextEncoder()

/** With its quotes and the comma. */
function jsonBytes(path: string): number {
  return PLAIN.test(path) ? path.length + 3 : encoder.encode(JSON.stringify(path)).length + 1
}
