import type { AnswerOf } from '@/lib/api/operation'
import { MAX_SUBTREE, type planRestore, type readPast } from '@/lib/api/restore'
import { readStats } from '@/lib/server/cluster/read'
import type { Db } from '@/lib/server/store/store'
import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import { isWithin, nameOf, type ZnodePath } from '@/lib/znode/path'
import { isEphemeral, type Stat } from '@/lib/znode/stat'
import { valueOfRow } from './read-change'
import { restoredAcls } from './restored-acls'
import { type Known, knownNow, type Moment, subtreeAt, type Then } from './subtree-at'

type Past = AnswerOf<typeof readPast>
type Plan = AnswerOf<typeof planRestore>
type PastZnode = Past['znodes'][number]
type Step = Plan['steps'][number]

type Place = { readonly db: Db; readonly cluster: string; readonly session: ZooKeeperSession }

/** A subtree as it was recorded at a moment, beside what is there now. */
export async function readPastSubtree(place: Place, moment: Moment): Promise<Past> {
  const { db, cluster, session } = place
  const then = await subtreeAt(db, cluster, moment)
  const known = new Map((await knownNow(db, cluster, moment.path)).map((row) => [row.path, row]))
  const byPath = new Map(then.map((row) => [row.path, row]))
  const paths = [...new Set([...byPath.keys(), ...known.keys()])].sort() as ZnodePath[]
  const shown = paths.slice(0, MAX_SUBTREE)
  await session.sync(moment.path)
  const znodes = (await readStats(session, shown)).flatMap(({ path, stat: now }): PastZnode[] => {
    const row = byPath.get(path)
    if (!row) return now && now.ctime > moment.at ? [{ path, status: 'new', was: null, now }] : []
    const { id, version, value, size } = row
    const status = now ? (isAsThen(row, known.get(path), now) ? 'same' : 'changed') : 'gone'
    return [{ path, status, was: { id, version, value, size }, now }]
  })
  return { znodes, truncated: paths.length > MAX_SUBTREE }
}

/** The same version, or another one that holds the same bytes. */
function isAsThen(then: Then, known: Known | undefined, stat: Stat): boolean {
  if (isVersion(then, stat)) return true
  const isKnown = known !== undefined && isVersion(known, stat)
  const isComparable = then.hash !== null || then.value === 'none'
  return isKnown && isComparable && known.value === then.value && known.hash === then.hash
}

function isVersion({ czxid, version }: Pick<Then, 'czxid' | 'version'>, stat: Stat): boolean {
  return czxid === stat.czxid && version === stat.version
}

type Asked = Moment & { readonly paths: readonly ZnodePath[] }

/** The steps that make the chosen znodes what they were. Ephemerals are never made again. */
export async function planSubtree(place: Place, { paths, ...moment }: Asked): Promise<Plan> {
  const past = await readPastSubtree(place, moment)
  const then = await subtreeAt(place.db, place.cluster, moment)
  const byPath = new Map<string, Then>(then.map((row) => [row.path, row]))
  const chosen = past.znodes.filter(({ path }) => paths.includes(path))
  const steps: Step[] = []
  const skipped: Plan['skipped'] = []
  for (const znode of chosen) {
    const row = byPath.get(znode.path)
    const value = row && (await valueOfRow(place.db, row))
    const step = stepFor(znode, value, chosen)
    if (typeof step === 'string') skipped.push({ path: znode.path, why: step })
    else steps.push(step)
  }
  steps.sort(inOrder)
  const made = steps.filter(isCreation).map(({ path }) => ({ path, was: byPath.get(path) }))
  const acls = await restoredAcls(place, made)
  const sequential = steps.filter(isSequential).map(({ path }) => path)
  return {
    steps: steps.map((step) => withAcl(step, acls.get(step.path)?.aclOf)),
    skipped,
    acls: [...acls.values()].map(({ restored }) => restored),
    sequential,
  }
}

type Creation = Extract<Step, { op: 'create' }>

function isCreation(step: Step): step is Creation {
  return step.op === 'create'
}

function withAcl(step: Step, aclOf: number | undefined): Step {
  return isCreation(step) && aclOf !== undefined ? { ...step, aclOf } : step
}

type Value = { readonly state: string; readonly data: string | null } | undefined

function stepFor(
  { path, status, now }: PastZnode,
  value: Value,
  chosen: readonly PastZnode[],
): Step | Plan['skipped'][number]['why'] {
  if (status === 'same') return 'same'
  if (now && isEphemeral(now)) return 'ephemeral'
  if (status === 'new' && now) {
    const leaving = chosen.filter((each) => each.status === 'new' && isChildOf(each.path, path))
    if (leaving.length < now.numChildren) return 'has-children'
    return { op: 'delete', path, ...seenOf(now) }
  }
  const isKept = value?.state === 'kept' || value?.state === 'none'
  if (!value || !isKept) return 'value-not-kept'
  const { data } = value
  return now ? { op: 'set', path, data, ...seenOf(now) } : { op: 'create', path, data }
}

function seenOf({ version, czxid }: Stat) {
  return { version, czxid }
}

function isChildOf(path: ZnodePath, parent: ZnodePath): boolean {
  return path !== parent && isWithin(path, parent) && !path.slice(parent.length + 1).includes('/')
}

function isSequential({ op, path }: Step): boolean {
  return op === 'create' && /\d{10}$/.test(nameOf(path))
}

/** Parents are made before their children and deleted after them. */
function inOrder(a: Step, b: Step): number {
  const late = Number(a.op === 'delete') - Number(b.op === 'delete')
  if (late !== 0) return late
  const order = a.path < b.path ? -1 : 1
  return a.op === 'delete' ? -order : order
}
