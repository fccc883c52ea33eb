import 'server-only'
import type { ClusterGateway } from '@/lib/server/cluster/gateway'
import { inWindows } from '@/lib/server/cluster/in-windows'
import { isCode, isOfOnePath } from '@/lib/server/cluster/is-code'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { parentOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import { readableStat, type Stat } from '@/lib/znode/stat'
import { ZnodeError } from '@/lib/znode/znode-error'
import type { Hex64 } from '@/lib/znode/zxid'
import {
  type Found,
  judge,
  readOf,
  type Sent,
  type Trace,
  type Verdict,
  type Wrote,
} from './judge-outcome'

/**
 * A write was sent and its answer got lost. Its session is fenced, so that it cannot land later
 * (I5), then its znodes are read behind a sync: applied, not applied, or honestly unknown (I4).
 */
export type Doubt = {
  readonly steps: readonly Sent[]
  /** A zxid from before it was sent. */
  readonly before: Hex64
  /** Sees to it that the write can no longer land; says whether that is certain. */
  readonly fence: () => Promise<boolean>
}

export type Resolved = {
  readonly verdict: Verdict
  readonly traces: readonly Trace[]
  /** What the read znodes were true at. */
  readonly zxid: Hex64
}

/** Undefined where nobody can be asked; `unread` where that is because of its own znodes. */
export async function resolveUnknown(
  gateway: ClusterGateway,
  { steps, before, fence }: Doubt,
): Promise<Resolved | 'unread' | undefined> {
  const fenced = await fence()
  try {
    const session = await gateway.connected('write')
    const [{ zxid }, traces] = await Promise.all([session.sync(ROOT), readTraces(session, steps)])
    return { verdict: judge(traces, { before, now: zxid, fenced }), traces, zxid }
  } catch (error) {
    return isOfOnePath(error) ? 'unread' : undefined
  }
}

/** Of an applied write: what each step made, null where that was changed again since. */
export type Applied = { readonly zxid: Hex64; readonly stats: ReadonlyArray<Stat | null> }

/**
 * For a write that ended with `error`, the unknown: answers what it made if it was applied.
 * Throws otherwise: `connection-lost` where it was not, `bad-version` or `node-exists` where
 * somebody else was faster, and `outcome-unknown` where that cannot be told.
 */
export async function proveApplied(
  gateway: ClusterGateway,
  doubt: Doubt,
  error: ZnodeError,
): Promise<Applied> {
  const resolved = await resolveUnknown(gateway, doubt)
  if (!resolved || resolved === 'unread') throw error
  const { verdict, traces } = resolved
  if (verdict.kind === 'applied')
    return { zxid: verdict.zxid, stats: traces.map((trace) => madeAt(verdict.zxid, trace)) }
  const trace = traces[verdict.kind === 'unknown' ? 0 : verdict.step]
  const path = trace?.sent.path ?? error.path
  const { stat, data } = (trace && readOf(trace)) ?? {}
  const current = stat && data !== undefined ? { current: { stat, data } } : {}
  if (verdict.kind === 'unknown')
    throw new ZnodeError('outcome-unknown', path, { ...current, cause: error })
  if (verdict.code !== 'connection-lost')
    throw new ZnodeError(verdict.code, path, { ...current, cause: error })
  const detail = 'The connection was lost. The change was not applied'
  throw new ZnodeError('connection-lost', error.path, { detail, cause: error })
}

/** What the step made at `zxid`; null where that was changed again since, or deleted. */
export function madeAt(zxid: Hex64, trace: Trace): Stat | null {
  const stat = readOf(trace)?.stat
  if (!stat) return null
  return trace.sent.op === 'acl' || stat.mzxid === zxid ? stat : null
}

/** ZooKeeper answers a session's requests in order: these go out behind a sync. */
function readTraces(session: ZooKeeperSession, steps: readonly Sent[]): Promise<Trace[]> {
  return inWindows(steps, async (sent) => {
    const [found, parent] = await Promise.all([
      readIfThere(session, sent, steps.length === 1),
      sent.op === 'set' || sent.op === 'acl' ? null : readParent(session, sent.path),
    ])
    return { sent, found, parent }
  })
}

async function readParent(session: ZooKeeperSession, path: ZnodePath): Promise<Stat | null> {
  return readableStat((await session.exists(parentOf(path))).value)
}

/** Other values than were sent are not held, unless there is one step alone (I10). */
async function readIfThere(
  session: ZooKeeperSession,
  sent: Sent,
  isOne: boolean,
): Promise<Trace['found']> {
  const { path } = sent
  try {
    if (sent.op === 'acl') return await readAcl(session, sent)
    const { stat, data } = (await session.getData(path)).value
    const isSent = sent.op !== 'delete' && sent.wrote(data)
    return isSent || isOne ? { stat, isSent, data } : { stat, isSent }
  } catch (error) {
    if (isCode(error, 'no-node')) return null
    if (!isCode(error, 'no-auth') && !isCode(error, 'too-large')) throw error
  }
  const presence = (await session.exists(path)).value
  return presence && (presence === 'unreadable' ? presence : { stat: presence })
}

async function readAcl(
  session: ZooKeeperSession,
  { path, wrote }: Sent & { op: 'acl' },
): Promise<Found> {
  const { stat, acl } = (await session.getAcl(path)).value
  const isSent = wrote(acl)
  if (isSent === undefined) return { stat }
  return isSent ? { stat, isSent, acl } : { stat, isSent }
}

/** Whether a value is `sent`, byte for byte. */
export function equals(sent: Buffer | null): Wrote {
  return (value) => (sent === null || value === null ? sent === value : sent.equals(value))
}
