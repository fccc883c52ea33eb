import type { Outcome, Seen } from '@/lib/server/cluster/intent'
import type { Db } from '@/lib/server/store/store'
import type { ZnodePath } from '@/lib/znode/path'
import type { Current } from '@/lib/znode/znode-error'
import { type Ledger, record } from './record'
import { keeping } from './scope'
import { type Credit, type Sighting, sightingOf } from './sighting'

type Applied = Extract<Outcome, { kind: 'applied' }>

/** A write whose intent is stored. */
export type Pending = {
  readonly path: ZnodePath
  readonly op: 'create' | 'set' | 'delete'
  readonly seen: Pick<Seen, 'version' | 'czxid'> | null
  readonly credit: Credit
  /** Undefined where the new value cannot be told any more. */
  readonly data?: Buffer | null
  readonly replaced?: Current | null
}

/** Keeps the outcome of a write, and of an applied one the change it made, at once. */
export async function settle(db: Db, ledger: Ledger, pending: Pending, outcome: Outcome) {
  const { path, credit, data } = pending
  const isWithheld = keeping(ledger.scope, path, data?.length ?? 0) === 'redacted'
  await db.transaction().execute(async (within) => {
    await within
      .updateTable('intent')
      .set({
        outcome: outcome.kind,
        code: outcome.kind === 'applied' ? null : outcome.code,
        settled_at: ledger.now,
        session_password: null,
        ...(isWithheld && { value_hash: null }),
      })
      .where('id', '=', credit.intent)
      .where('outcome', 'is', null)
      .execute()
    if (outcome.kind === 'applied')
      await record(within, ledger, changesOf(pending, outcome, ledger.now))
  })
}

/** What the write replaced, where that is known, and what it made. */
function changesOf(pending: Pending, { stat, zxid }: Applied, now: number): Sighting[] {
  const { path, op, seen, replaced, credit, data } = pending
  const isWhatWasSeen = replaced?.stat.version === seen?.version
  const before = replaced && isWhatWasSeen ? [sightingOf(path, replaced, { kind: 'seen' })] : []
  if (stat === null) {
    const { czxid = null } = seen ?? {}
    return [...before, { path, kind: 'deleted', zxid, czxid, version: null, at: now, credit }]
  }
  const kind = op === 'create' ? 'created' : 'changed'
  const { czxid, version, mtime: at } = stat
  const made: Sighting = { path, kind, zxid, czxid, version, at, credit }
  return [...before, data === undefined ? made : { ...made, data }]
}
