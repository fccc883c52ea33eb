import type { ClusterGateway } from '@/lib/server/cluster/gateway'
import type { Outcome } from '@/lib/server/cluster/intent'
import { readZnode } from '@/lib/server/cluster/read'
import {
  type Doubt,
  resolveCreate,
  resolveDelete,
  resolveSet,
} from '@/lib/server/cluster/resolve-unknown'
import type { Store } from '@/lib/server/store/store'
import type { IntentRow } from '@/lib/server/store/tables'
import { fence } from '@/lib/server/zookeeper/fence'
import type { ZnodePath } from '@/lib/znode/path'
import { ZnodeError } from '@/lib/znode/znode-error'
import type { Hex64 } from '@/lib/znode/zxid'
import { hashOf } from './content'
import type { Ledger } from './record'
import { type Pending, settle } from './settle'

type Resolving = {
  readonly store: Store
  readonly gateway: ClusterGateway
  readonly cluster: string
  /** Asked for only when there is something to record: needs ZooKeeper. */
  readonly ledgerOf: () => Promise<Ledger>
  /** Says no to a write that this process has not ended. */
  readonly isAbandoned: (intent: number) => boolean
  /** Younger ones may be another replica's (ms since 1970). */
  readonly startedBefore: number
}

/**
 * Finds out what became of writes whose process died, or whose outcome nobody could ask for: their
 * session is fenced, then the znode is read behind a sync. Answers how many stay open, because
 * ZooKeeper cannot be asked now.
 */
export async function resolveOpenIntents(resolving: Resolving): Promise<number> {
  const { store, cluster, isAbandoned } = resolving
  const rows = await store.use((db) =>
    db
      .selectFrom('intent')
      .selectAll()
      .where('cluster', '=', cluster)
      .where('outcome', 'is', null)
      .where('started_at', '<=', resolving.startedBefore)
      .orderBy('id')
      .execute(),
  )
  const abandoned = rows.filter(({ id }) => isAbandoned(id))
  for (const [index, row] of abandoned.entries()) {
    const outcome = await outcomeOf(resolving, row)
    if (!outcome) return abandoned.length - index
    await keep(resolving, row, outcome)
  }
  return 0
}

async function keep(resolving: Resolving, row: IntentRow, outcome: Outcome): Promise<void> {
  const pending = await pendingOf(resolving, row, outcome)
  const ledger = await resolving.ledgerOf()
  await resolving.store.use((db) => settle(db, ledger, pending, outcome))
}

/** Undefined while it cannot be told. */
async function outcomeOf({ gateway }: Resolving, row: IntentRow): Promise<Outcome | undefined> {
  const { session } = gateway.config
  const key = {
    sessionId: row.session as Hex64,
    password: Buffer.from(row.session_password ?? '', 'hex'),
    lastZxid: row.before_zxid as Hex64,
  }
  if (!(await fence(session, key))) return undefined
  const error = new ZnodeError('outcome-unknown', row.path)
  try {
    return await judge(gateway, { fence: async () => true, error }, row)
  } catch (found) {
    if (found === error || !(found instanceof ZnodeError)) return undefined
    return NOT_APPLIED[found.code] ?? { kind: 'unknown', code: found.code }
  }
}

/** What these say of a write whose session is fenced; anything else leaves it unknown. */
const NOT_APPLIED: Partial<Record<ZnodeError['code'], Outcome>> = {
  'connection-lost': { kind: 'failed', code: 'connection-lost' },
  'bad-version': { kind: 'refused', code: 'bad-version' },
  'node-exists': { kind: 'refused', code: 'node-exists' },
}

async function judge(gateway: ClusterGateway, doubt: Doubt, row: IntentRow): Promise<Outcome> {
  const path = row.path as ZnodePath
  const seen = { path, version: row.version ?? 0, czxid: (row.czxid ?? '0x0') as Hex64 }
  const wrote = (value: Uint8Array | null) =>
    (value && hashOf(Buffer.from(value))) === row.value_hash
  if (row.op === 'delete') {
    const { zxid } = await resolveDelete(gateway, doubt, seen)
    return { kind: 'applied', zxid, stat: null }
  }
  const before = row.before_zxid as Hex64
  const stat =
    row.op === 'set'
      ? (await resolveSet(gateway, doubt, seen, wrote)).value
      : (await resolveCreate(gateway, doubt, { path, wrote, before })).value.stat
  return { kind: 'applied', zxid: stat.mzxid, stat }
}

/** The write with its value, where ZooKeeper still holds that. */
async function pendingOf(
  { gateway }: Resolving,
  row: IntentRow,
  outcome: Outcome,
): Promise<Pending> {
  const { id: intent, op, person, reason, session, version, czxid } = row
  const path = row.path as ZnodePath
  const pending: Pending = {
    path,
    op,
    seen: version === null ? null : { version, czxid: czxid as Hex64 },
    credit: { intent, person, reason, session },
  }
  if (outcome.kind !== 'applied' || outcome.stat === null) return pending
  const reader = await gateway.connected('read')
  const found = await readZnode(reader, { path, fresh: true }).catch(() => null)
  const isStillIt = found?.value.stat.mzxid === outcome.zxid
  return found && isStillIt ? { ...pending, data: found.value.data } : pending
}
