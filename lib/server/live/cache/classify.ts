import type { ChangeMessage } from '@/lib/api/events'
import type { Presence, Stat } from '@/lib/znode/stat'

/** What the notifications since the last read said had happened to a path. */
export type Hints = {
  created: boolean
  deleted: boolean
  changed: boolean
  /** How many times children came or went. */
  listed: number
}

export const NO_HINTS: Hints = { created: false, deleted: false, changed: false, listed: 0 }

export type Verdict = Pick<ChangeMessage, 'kind' | 'unseen'>

/**
 * What happened between two reads of one znode; undefined when nothing that we can prove.
 * `before` undefined: never read, so the hints have to say. null: read as absent.
 */
export function classify(
  before: Presence | undefined,
  now: Presence,
  hints: Hints,
): Verdict | undefined {
  if (now === null) {
    return before || hints.deleted ? { kind: 'deleted', unseen: 0 } : undefined
  }
  if (before === 'unreadable' || now === 'unreadable') return ofHidden(before, now, hints)
  if (before === null) return { kind: 'created', unseen: now.version }
  if (before === undefined) return firstSight(now, hints)
  if (before.czxid !== now.czxid) return { kind: 'recreated', unseen: now.version }
  if (before.mzxid !== now.mzxid)
    return { kind: 'changed', unseen: Math.max(0, now.version - before.version - 1) }
  if (before.aversion !== now.aversion) return { kind: 'acl', unseen: 0 }
  if (before.pzxid !== now.pzxid) return { kind: 'children', unseen: 0 }
  return undefined
}

/** Its ACL hid the stat before or does now: what else happened to it meanwhile nobody can tell. */
function ofHidden(before: Presence | undefined, now: Presence, hints: Hints): Verdict | undefined {
  // Hidden before and created since: it went unnoticed meanwhile, as what is hidden does.
  if (before === null || (hints.created && (before === undefined || before === 'unreadable')))
    return { kind: 'created', unseen: 0 }
  if (before === now) return undefined
  return before === undefined ? undefined : { kind: 'acl', unseen: 0 }
}

function firstSight(now: Stat, hints: Hints): Verdict | undefined {
  if (hints.created) return { kind: hints.deleted ? 'recreated' : 'created', unseen: now.version }
  if (hints.changed) return { kind: 'changed', unseen: 0 }
  return undefined
}

/**
 * Whether the list of children has to be read again because not every child that came or went was
 * announced: the connection was lost, the child's ACL hides it, or another ACL or incarnation
 * opens another list. `cversion` counts one by one what came and went.
 */
export function needsRelist(
  before: Presence | undefined,
  now: Presence,
  { listed }: Hints,
): boolean {
  if (before === undefined || now === null) return false
  if (before === 'unreadable' || now === 'unreadable') return before !== now
  if (before === null || before.czxid !== now.czxid) return true
  const came = now.cversion - before.cversion
  // One does not move without the other, unless older data was put back and written on since.
  const isTwisted = (came === 0) !== (before.pzxid === now.pzxid)
  return before.aversion !== now.aversion || came !== listed || isTwisted
}
