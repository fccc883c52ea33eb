import 'server-only'
import type { HistoryScope } from '@/lib/server/cluster/config'
import type { Seen } from '@/lib/server/cluster/expected-version'
import type { ClusterGateway } from '@/lib/server/cluster/gateway'
import { inWindows } from '@/lib/server/cluster/in-windows'
import { isCode } from '@/lib/server/cluster/is-code'
import type { Sent } from '@/lib/server/cluster/outcome/judge-outcome'
import { equals } from '@/lib/server/cluster/outcome/resolve-outcome'
import { missing } from '@/lib/server/cluster/read/explain-no-auth'
import type {
  MultiResult,
  MultiStep,
  Reply,
  ZooKeeperSession,
} from '@/lib/server/zookeeper/session'
import type { AclEntry } from '@/lib/znode/acl'
import { parentOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import { keeping } from '@/lib/znode/recording'
import { readableStat, type Stat } from '@/lib/znode/stat'
import { ZnodeError } from '@/lib/znode/znode-error'
import { readReplaced } from './previous-value'
import { journaled } from './send-journaled'
import type { Creation, Intent, Replaced, Writing } from './write-context'
import { guardDeletable, guardLive, guardSize, guardWritable } from './write-guards'
import { aclOf } from './znode-writes'

/** One step of a change set; what exists is meant in the version the person saw. */
export type ChangeStep =
  | ({ readonly op: 'create' } & Creation)
  | ({ readonly op: 'set'; readonly data: Buffer | null } & Seen)
  | ({ readonly op: 'delete' } & Seen)

/** All of `steps` or none, as one transaction; each is in the history with the same reason. */
export async function commitChangeSet(
  writing: Writing,
  steps: readonly ChangeStep[],
): Promise<Reply<void>> {
  const { gateway } = writing
  for (const step of steps) guardStep(gateway, step)
  const first = steps[0]?.path ?? ROOT
  guardSize(gateway.config, first, Buffer.concat(steps.map((step) => dataOf(step) ?? NOTHING)))
  const session = await gateway.connected('write')
  guardLive(session, first, performance.now())
  const replaced = await readAll(session, steps, gateway.config.history)
  const acl = await aclFor(session, steps)
  const { zxid } = await journaled(writing, {
    session,
    intents: steps.map((step, index) => ({ ...intentOf(step), replaced: replaced[index] ?? null })),
    steps: steps.map(toSent),
    send: async () => {
      const reply = await session.multi(steps.map((step) => toMulti(step, acl)))
      return { zxid: reply.zxid, stats: await madeBy(session, steps, reply) }
    },
  })
  return { value: undefined, zxid }
}

const NOTHING = Buffer.alloc(0)

function dataOf(step: ChangeStep): Buffer | null {
  return step.op === 'delete' ? null : step.data
}

function guardStep({ config }: ClusterGateway, step: ChangeStep): void {
  if (step.op === 'delete') guardDeletable(config, step.path)
  else guardWritable(config, step.path)
}

/** What is kept of the values that one change set replaces, at most (bytes, I10). */
const REPLACED_BYTES = 64_000_000

/**
 * What the steps replace, of values those alone that the history keeps. Refuses what is not the
 * incarnation the person saw.
 */
async function readAll(
  session: ZooKeeperSession,
  steps: readonly ChangeStep[],
  scope: HistoryScope,
): Promise<Array<Replaced | null>> {
  await session.sync(ROOT)
  let left = REPLACED_BYTES
  return await inWindows(steps, async (step) => {
    if (step.op === 'create') return null
    const { value: stat } = await session.exists(step.path)
    if (stat === null) throw new ZnodeError('deleted', step.path)
    if (stat === 'unreadable') throw missing('read', step.path)
    if (stat.czxid !== step.czxid) throw new ZnodeError('recreated', step.path)
    if (keeping(scope, step.path, stat.dataLength) !== 'kept')
      return await readReplaced(session, step.path, stat)
    left -= stat.dataLength
    return left < 0 ? null : await readReplaced(session, step.path)
  })
}

/** Created znodes without an ACL of their own get that of the nearest ancestor. */
async function aclFor(
  session: ZooKeeperSession,
  steps: readonly ChangeStep[],
): Promise<ReadonlyMap<ZnodePath, readonly AclEntry[]>> {
  const acls = new Map<ZnodePath, readonly AclEntry[]>()
  // Known before the intents are written, the creations go out in the session that these name.
  await session.abilities()
  for (const step of steps) {
    if (step.op !== 'create') continue
    const parent = parentOf(step.path)
    const known = step.acl ?? acls.get(parent)
    acls.set(step.path, known ?? (await nearestAcl(session, parent)))
  }
  return acls
}

async function nearestAcl(session: ZooKeeperSession, path: ZnodePath): Promise<AclEntry[]> {
  try {
    return await aclOf(session, path)
  } catch (error) {
    if (path === ROOT || !isCode(error, 'no-node')) throw error
    return await nearestAcl(session, parentOf(path))
  }
}

function toMulti(step: ChangeStep, acls: ReadonlyMap<ZnodePath, readonly AclEntry[]>): MultiStep {
  if (step.op !== 'create') return step
  const { op, path, data } = step
  return { op, path, data, mode: 'persistent', acl: acls.get(path) ?? [] }
}

function intentOf(step: ChangeStep): Pick<Intent, 'path' | 'op' | 'seen' | 'data'> {
  const { path, op } = step
  return { path, op, seen: step.op === 'create' ? null : step, data: dataOf(step) }
}

function toSent(step: ChangeStep): Sent {
  return step.op === 'delete' ? step : { ...step, wrote: equals(step.data) }
}

/**
 * What each step made. Servers before 3.9 answer a creation in a transaction without its stat; one
 * that was changed again before that could be read is applied all the same.
 */
async function madeBy(
  session: ZooKeeperSession,
  steps: readonly ChangeStep[],
  { value: results, zxid }: Reply<MultiResult[]>,
): Promise<Array<Stat | null>> {
  return await Promise.all(
    steps.map(async ({ op, path }, index) => {
      if (op === 'delete') return null
      const result = results[index]
      const given = result && 'stat' in result ? result.stat : null
      const stat = given ?? (await statIfThere(session, path))
      return stat?.mzxid === zxid ? stat : null
    }),
  )
}

async function statIfThere(session: ZooKeeperSession, path: ZnodePath): Promise<Stat | null> {
  const reply = await session.exists(path).catch(() => null)
  return reply && readableStat(reply.value)
}
