import type { Seen } from '@/lib/server/cluster/expected-version'
import type { Outcome, Replaced } from '@/lib/server/cluster/write/write-context'
import { packAcl } from '@/lib/server/history/rows/content'
import { type Ledger, record } from '@/lib/server/history/rows/insert-observations'
import { type Credit, type Sighting, sightingOf } from '@/lib/server/history/rows/observation'
import { seeValue, unreadValue } from '@/lib/server/history/rows/seen-value'
import type { Db } from '@/lib/server/store/store'
import { type AclEntry, isRewritten } from '@/lib/znode/acl'
import type { ZnodePath } from '@/lib/znode/path'
import { keeping } from '@/lib/znode/recording'

type Applied = Extract<Outcome, { kind: 'applied' }>

/** A write whose intent is stored. */
export type Pending = {
  readonly path: ZnodePath
  readonly op: 'create' | 'set' | 'delete' | 'acl'
  readonly seen: Pick<Seen, 'version' | 'czxid'> | null
  readonly credit: Credit
  /** Undefined where the new value cannot be told any more. */
  readonly data?: Buffer | null
  /** The same of the ACL. */
  readonly acl?: readonly AclEntry[]
  readonly replaced?: Replaced | null
}

/** A step of a write, and what became of it. */
export type Step = { readonly pending: Pending; readonly outcome: Outcome }

/** Keeps the outcomes of a write, and of an applied one the changes it made, at once. */
export async function settle(db: Db, ledger: Ledger, steps: readonly Step[]) {
  await db.transaction().execute(async (within) => {
    await close(within, ledger, steps)
    const changes = steps.flatMap(({ pending, outcome }) =>
      outcome.kind === 'applied' ? changesOf(pending, outcome, ledger) : [],
    )
    await record(within, ledger, changes)
  })
}

/** All steps in one statement: what became of one became of all. */
async function close(db: Db, { scope, now }: Ledger, steps: readonly Step[]): Promise<void> {
  const [first] = steps
  if (!first) return
  const { outcome } = first
  const ids = (of: readonly Step[]) => of.map(({ pending }) => pending.credit.intent)
  await db
    .updateTable('intent')
    .set({
      outcome: outcome.kind,
      code: outcome.kind === 'applied' ? null : outcome.code,
      settled_at: now,
      session_password: null,
    })
    .where('id', 'in', ids(steps))
    .where('outcome', 'is', null)
    .execute()
  const withheld = steps.filter(
    ({ pending: { path, data } }) => keeping(scope, path, data?.length ?? 0) === 'redacted',
  )
  if (withheld.length === 0) return
  await db
    .updateTable('intent')
    .set({ value_hash: null })
    .where('id', 'in', ids(withheld))
    .execute()
}

/** What the write replaced, where that is known, and what it made. */
function changesOf(pending: Pending, applied: Applied, ledger: Ledger): Sighting[] {
  const { path, op, seen, replaced, credit, data } = pending
  const version = op === 'acl' ? replaced?.stat.aversion : replaced?.stat.version
  const before = replaced && version === seen?.version ? [replacedBy(path, replaced, ledger)] : []
  if (op === 'acl') return [...before, ofAcl(pending, applied, ledger)]
  const { now, scope } = ledger
  if (op === 'delete') {
    const { czxid = null } = seen ?? {}
    const { zxid } = applied
    return [...before, { path, kind: 'deleted', zxid, czxid, version: null, at: now, credit }]
  }
  const made: Sighting = { path, ...madeOf(pending, applied, now), credit }
  if (data === undefined) return [...before, made]
  return [...before, { ...made, value: seeValue(scope, path, data) }]
}

/** The value stands with it, as with an ACL that others set. */
function ofAcl(
  { path, seen, acl, replaced, credit }: Pending,
  { stat, zxid }: Applied,
  { now, scope, sealer }: Ledger,
): Sighting {
  const version = seen?.version ?? 0
  // The znode may have been created again between the check and the write.
  const czxid = stat?.czxid ?? seen?.czxid ?? zxid
  const isSameValue = replaced?.stat.version === stat?.version
  const data = isSameValue ? replaced?.data : undefined
  return {
    ...{ path, kind: 'acl', zxid, czxid, version: stat?.version ?? null, at: now, credit },
    acl: { aversion: version + 1, content: acl && !isRewritten(acl) ? packAcl(acl, sealer) : null },
    ...(data !== undefined && { value: seeValue(scope, path, data) }),
  }
}

function replacedBy(path: ZnodePath, replaced: Replaced, { scope, sealer }: Ledger): Sighting {
  const { stat, data, acl } = replaced
  const seen = acl && { aversion: stat.aversion, content: packAcl(acl, sealer) }
  const value =
    data === undefined ? unreadValue(scope, path, stat.dataLength) : seeValue(scope, path, data)
  const found = { stat, value }
  return sightingOf(path, found, { kind: 'seen', acl: seen })
}

/** What is changed again at once has no stat, but ZooKeeper did what it was asked for. */
function madeOf({ op, seen }: Pending, { stat, zxid }: Applied, now: number) {
  const kind = op === 'create' ? ('created' as const) : ('changed' as const)
  if (stat) return { kind, zxid, czxid: stat.czxid, version: stat.version, at: stat.mtime }
  if (seen) return { kind, zxid, czxid: seen.czxid, version: seen.version + 1, at: now }
  return { kind, zxid, czxid: zxid, version: 0, at: now }
}
