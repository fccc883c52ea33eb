import type { ClusterGateway } from '@/lib/server/cluster/gateway'
import { readOf, type Sent, type WroteAcl } from '@/lib/server/cluster/outcome/judge-outcome'
import { madeAt, type Resolved, resolveUnknown } from '@/lib/server/cluster/outcome/resolve-outcome'
import type { Outcome } from '@/lib/server/cluster/write/write-context'
import { digestOfAcl, hashOf } from '@/lib/server/history/rows/content'
import type { Ledger } from '@/lib/server/history/rows/insert-observations'
import type { IntentRow } from '@/lib/server/store/database/tables'
import type { Store } from '@/lib/server/store/store'
import { fence } from '@/lib/server/zookeeper/client/fence'
import { isMasked } from '@/lib/znode/acl'
import type { ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'
import { type Step, settle } from './record-outcome'

type Resolving = {
  readonly store: Store
  readonly gateway: ClusterGateway
  readonly cluster: string
  /** Asked for only when there is something to record: needs ZooKeeper. */
  readonly ledgerOf: () => Promise<Ledger>
  /** Says no to a write that this process, or maybe another replica, has not ended. */
  readonly isAbandoned: (intent: IntentRow) => boolean
  readonly onSettled: (intent: number) => void
  /** How long this process has known it open (ms): the clock that dated it may have been wrong. */
  readonly openFor: (intent: IntentRow) => number
}

/** No server keeps a session longer that nobody heartbeats (ms), and no answer is still on its way. */
const SURELY_EXPIRED_MS = 60_000

/**
 * Finds out what became of writes whose process died, or whose outcome nobody could ask for: their
 * session is fenced, then their znodes are read behind a sync. Where its password was sealed with a
 * key that is gone, its end is waited for. Answers how many intents stay open for now.
 */
export async function resolveOpenIntents(resolving: Resolving): Promise<number> {
  const { store, cluster, isAbandoned } = resolving
  const rows = await store.use((db) =>
    db
      .selectFrom('intent')
      .selectAll()
      .where('cluster', '=', cluster)
      .where('outcome', 'is', null)
      .orderBy('id')
      .execute(),
  )
  const fenceOnce = fencing(resolving)
  const abandoned = rows.filter(isAbandoned)
  let open = abandoned.filter((row) => passwordOf(store, row) || isExpired(resolving, row))
  let waiting = abandoned.length - open.length
  while (open.length > 0) {
    const [write, others] = splitFirst(open)
    const found = await find(resolving, write, fenceOnce)
    if (!found) break
    open = others
    if (found === 'unread') {
      // Its own znodes are to blame: the others need not wait for them.
      waiting += write.length
      continue
    }
    const ledger = await resolving.ledgerOf()
    await store.use((db) => settle(db, ledger, stepsOf(write, found)))
    for (const { id } of write) resolving.onSettled(id)
  }
  return waiting + open.length
}

type Fence = (row: IntentRow) => Promise<boolean>

/** A session is fenced once, however many writes it had sent. */
function fencing({ gateway, store }: Resolving): Fence {
  const fenced = new Map<string, Promise<boolean>>()
  return (row) => {
    const password = passwordOf(store, row)
    if (!password) return Promise.resolve(true)
    const sessionId = row.session as Hex64
    const key = { sessionId, password, lastZxid: row.before_zxid as Hex64 }
    const done = fenced.get(sessionId) ?? fence(gateway.config.session, key)
    fenced.set(sessionId, done)
    return done
  }
}

/** Null where another key sealed it. */
function passwordOf({ sealer }: Store, { session, session_password }: IntentRow): Buffer | null {
  return session_password === null ? null : sealer.unseal(session_password, session)
}

function isExpired({ gateway, openFor }: Resolving, intent: IntentRow): boolean {
  const { sessionTimeout } = gateway.config.session
  return openFor(intent) > Math.max(SURELY_EXPIRED_MS, 3 * sessionTimeout)
}

/** The intents of the first write, in the order of its steps, and all the others. */
function splitFirst(rows: readonly IntentRow[]): [write: IntentRow[], others: IntentRow[]] {
  const [first] = rows
  const isOfFirst = (row: IntentRow) =>
    row === first || (row.attempt !== null && row.attempt === first?.attempt)
  const write = rows.filter(isOfFirst).sort((a, b) => a.step - b.step)
  return [write, rows.filter((row) => !isOfFirst(row))]
}

/** Undefined while it cannot be told. */
async function find(
  { gateway, store }: Resolving,
  write: readonly IntentRow[],
  fenceOnce: Fence,
): Promise<Resolved | 'unread' | undefined> {
  const [first] = write
  if (!first || !(await fenceOnce(first))) return undefined
  const before = first.before_zxid as Hex64
  return await resolveUnknown(gateway, {
    steps: write.map((row) => sentOf(row, store)),
    before,
    fence: async () => true,
  })
}

function sentOf(row: IntentRow, store: Store): Sent {
  const path = row.path as ZnodePath
  const seen = { path, version: row.version ?? 0, czxid: (row.czxid ?? '0x0') as Hex64 }
  if (row.op === 'acl') {
    const { version: aversion, czxid } = seen
    return { op: 'acl', path, aversion, czxid, wrote: wroteAcl(row, store) }
  }
  if (row.op === 'delete') return { op: 'delete', ...seen }
  const wrote = (value: Uint8Array | null) =>
    (value && hashOf(Buffer.from(value))) === row.value_hash
  return row.op === 'set' ? { op: 'set', ...seen, wrote } : { op: 'create', path, wrote }
}

/** Not to be told where ZooKeeper masks it, or another key has spelled what was sent. */
function wroteAcl(row: IntentRow, store: Store): WroteAcl {
  const isOurs = row.value_hash !== null && passwordOf(store, row) !== null
  return (acl) =>
    isOurs && !isMasked(acl) ? digestOfAcl(acl, store.sealer) === row.value_hash : undefined
}

/** Each step with its outcome, and with its value where ZooKeeper still holds that. */
function stepsOf(write: readonly IntentRow[], { verdict, traces }: Resolved): Step[] {
  return write.map((row, index) => {
    const { id: intent, op, person, reason, session, version, czxid } = row
    const seen = version === null ? null : { version, czxid: czxid as Hex64 }
    const credit = { intent, person, reason, session }
    const pending = { path: row.path as ZnodePath, op, seen, credit }
    if (verdict.kind !== 'applied') return { pending, outcome: refusalOf(verdict) }
    const trace = traces[index]
    const stat = trace ? madeAt(verdict.zxid, trace) : null
    const { data, acl } = (stat && trace && readOf(trace)) || {}
    const outcome: Outcome = { kind: 'applied', zxid: verdict.zxid, stat }
    const value = data === undefined ? { ...(acl && { acl }) } : { data: data && Buffer.from(data) }
    return { pending: { ...pending, ...value }, outcome }
  })
}

type Refusal = Exclude<Resolved['verdict'], { kind: 'applied' }>

function refusalOf(verdict: Refusal): Outcome {
  if (verdict.kind === 'unknown') return { kind: 'unknown', code: 'outcome-unknown' }
  const { code } = verdict
  return { kind: code === 'connection-lost' ? 'failed' : 'refused', code }
}
