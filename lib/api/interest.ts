import { isWithin, parentOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import type { ChangeMessage } from './events'

/** What one stream's browser has on its screen. */
export type Interest = {
  readonly nodes: ReadonlySet<ZnodePath>
  readonly parents: ReadonlySet<ZnodePath>
  readonly timeline: ZnodePath | null
  /** A history is on the screen. */
  readonly history?: boolean | undefined
}

export const NO_INTEREST: Interest = { nodes: new Set(), parents: new Set(), timeline: null }

/** What a stream tells of a path; `relist`: its list of children has to be read again. */
export type Happening = {
  readonly path: ZnodePath
  readonly kind: ChangeMessage['kind'] | 'relist'
}

/** Whether what happened belongs on a screen with that interest. */
export function isFor(interest: Interest, { path, kind }: Happening): boolean {
  if (kind === 'relist') return interest.parents.has(path)
  if (interest.nodes.has(path)) return true
  const existence = kind === 'created' || kind === 'deleted' || kind === 'recreated'
  if (existence && path !== ROOT && interest.parents.has(parentOf(path))) return true
  return kind !== 'children' && interest.timeline !== null && isWithin(path, interest.timeline)
}
