import { MAX_INTEREST_BYTES, type NotFollowed } from '@/lib/api/events'
import type { Interest } from '@/lib/api/interest'
import { MAX_PATH, pathProblem, type ZnodePath } from '@/lib/znode/path'

type Looked = {
  readonly nodes: readonly string[]
  readonly parents: readonly string[]
  readonly timeline: string | null
  readonly history?: boolean | undefined
}

type Reason = NotFollowed['reason']

/** What of an interest can be followed for somebody who `sees` some paths, and what cannot. */
export function judgeInterest(
  looked: Looked,
  sees: (path: ZnodePath) => boolean,
): { interest: Interest; notFollowed: NotFollowed[] } {
  const notFollowed = new Map<string, Reason>()
  let bytes = 0
  const isFollowed = (path: string): path is ZnodePath => {
    bytes += Buffer.byteLength(path)
    const reason = bytes > MAX_INTEREST_BYTES ? 'too-many' : reasonAgainst(path, sees)
    if (reason) notFollowed.set(path, reason)
    return reason === undefined
  }
  const { timeline, history } = looked
  const interest = {
    timeline: timeline !== null && isFollowed(timeline) ? timeline : null,
    parents: new Set(looked.parents.filter(isFollowed)),
    nodes: new Set(looked.nodes.filter(isFollowed)),
    history,
  }
  return { interest, notFollowed: [...notFollowed].map(([path, reason]) => ({ path, reason })) }
}

function reasonAgainst(path: string, sees: (path: ZnodePath) => boolean): Reason | undefined {
  if (path.length > MAX_PATH) return 'too-long'
  if (pathProblem(path) !== undefined) return 'invalid'
  return sees(path as ZnodePath) ? undefined : 'forbidden'
}
