import type { AnswerOf } from '@/lib/api/operation'
import { MAX_STEPS, type planRestore } from '@/lib/api/restore'
import { readStats } from '@/lib/server/cluster/read'
import { isWithin, nameOf, parentOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import { isEphemeral, type Stat } from '@/lib/znode/stat'
import { differing } from './differing'
import { describe, type Moment, type PastZnode, type Place } from './past'
import { valueOfRow } from './read-change'
import { type Recorded, recordedAt, type Then } from './recorded-rows'
import { restoredAcls } from './restored-acls'

type Plan = AnswerOf<typeof planRestore>
type Step = Plan['steps'][number]
type Skipped = Plan['skipped'][number]

type Asked = Moment & {
  /** The znodes to be restored; everything that differs when left out. */
  readonly paths?: readonly ZnodePath[] | undefined
  /** Bytes that one transaction may hold. */
  readonly maxBytes: number
}

/** What a step takes in a transaction besides its path and value, its ACL included (bytes). */
const STEP_BYTES = 200

/**
 * The steps that make the chosen znodes what they were, as far as one transaction holds them.
 * Ephemerals are never made again.
 */
export async function planSubtree(place: Place, asked: Asked): Promise<Plan> {
  const { at, maxBytes } = asked
  const { chosen, total } = await choose(place, asked)
  const around = { leaving: countByParent(chosen), missing: await missingParents(place, chosen) }
  const taken = chosen.slice(0, MAX_STEPS)
  const znodes = await describe(
    place,
    at,
    taken.map((recorded) => ({ path: recorded.path, recorded })),
  )
  const steps: Step[] = []
  const skipped: Skipped[] = []
  let bytes = 0
  for (const [index, znode] of znodes.entries()) {
    const was = taken[index]?.was
    const step = stepFor(znode, was && (await valueOfRow(place.db, was)), around)
    if (typeof step === 'string') {
      skipped.push({ path: znode.path, why: step })
      continue
    }
    bytes += bytesOf(step)
    if (bytes > maxBytes && steps.length > 0) break
    steps.push(step)
  }
  const left = total - steps.length - skipped.length
  const rows = new Map(taken.map((row) => [row.path, row.was]))
  return { ...(await withAcls(place, steps, rows)), skipped, left, maxSteps: MAX_STEPS, maxBytes }
}

async function withAcls(
  place: Place,
  steps: readonly Step[],
  rows: ReadonlyMap<ZnodePath, Then | undefined>,
): Promise<Pick<Plan, 'steps' | 'acls' | 'sequential'>> {
  const made = steps.filter(({ op }) => op === 'create').map(({ path }) => path)
  const acls = await restoredAcls(
    place,
    made.map((path) => ({ path, was: rows.get(path) })),
  )
  return {
    steps: steps.map((step) => {
      const aclOf = acls.get(step.path)?.aclOf
      return step.op === 'create' && aclOf !== undefined ? { ...step, aclOf } : step
    }),
    acls: [...acls.values()].map(({ restored }) => restored),
    sequential: made.filter((path) => /\d{10}$/.test(nameOf(path))),
  }
}

type Choice = { readonly chosen: readonly Recorded[]; readonly total: number }

/** The first that a transaction could hold, in the order of their steps, and how many there are. */
async function choose({ db, cluster }: Place, { path, at, paths }: Asked): Promise<Choice> {
  if (paths) {
    const inside = paths.filter((each) => isWithin(each, path))
    const rows = await recordedAt(db, cluster, at, inside)
    return { chosen: rows.sort(inOrder), total: rows.length }
  }
  const made: Recorded[] = []
  let unmade: Recorded[] = []
  let total = 0
  for await (const rows of differing(db, cluster, { path, at })) {
    total += rows.length
    made.push(...rows.filter(({ was }) => was).slice(0, MAX_STEPS - made.length))
    unmade = [...unmade, ...rows.filter(({ was }) => !was)].slice(-MAX_STEPS)
  }
  return { chosen: [...made, ...unmade].sort(inOrder), total }
}

/** Parents are made before their children and deleted after them. */
function inOrder(a: Recorded, b: Recorded): number {
  const late = Number(!a.was) - Number(!b.was)
  if (late !== 0) return late
  const order = a.path < b.path ? -1 : 1
  return a.was ? order : -order
}

type Around = {
  /** How many children of a znode go in this plan. */
  readonly leaving: ReadonlyMap<ZnodePath, number>
  /** Parents that are not there, and do not come in this plan. */
  readonly missing: ReadonlySet<ZnodePath>
}

function countByParent(chosen: readonly Recorded[]): Around['leaving'] {
  const counts = new Map<ZnodePath, number>()
  for (const { path, was } of chosen)
    if (!was && path !== ROOT) counts.set(parentOf(path), (counts.get(parentOf(path)) ?? 0) + 1)
  return counts
}

async function missingParents(
  { session }: Place,
  chosen: readonly Recorded[],
): Promise<Around['missing']> {
  const coming = new Set(chosen.flatMap(({ path, was }) => (was ? [path] : [])))
  const parents = [...coming].filter((path) => path !== ROOT).map(parentOf)
  const others = [...new Set(parents)].filter((path) => !coming.has(path))
  const stats = await readStats(session, others)
  return new Set(stats.flatMap(({ path, stat }) => (stat ? [] : [path])))
}

type Value = { readonly state: string; readonly data: string | null } | undefined

function stepFor(
  { path, status, now }: PastZnode,
  value: Value,
  { leaving, missing }: Around,
): Step | Skipped['why'] {
  if (status === 'same' || status === 'unrecorded') return 'same'
  if (status === 'unreadable') return 'unreadable'
  if (now && isEphemeral(now)) return 'ephemeral'
  if (status === 'new' && now) {
    const hasOthers = (leaving.get(path) ?? 0) < now.numChildren
    return hasOthers ? 'has-children' : { op: 'delete', path, ...seenOf(now) }
  }
  const isKept = value?.state === 'kept' || value?.state === 'none'
  if (!value || !isKept) return 'value-not-kept'
  const { data } = value
  if (now) return { op: 'set', path, data, ...seenOf(now) }
  return missing.has(parentOf(path)) ? 'no-parent' : { op: 'create', path, data }
}

function seenOf({ version, czxid }: Stat) {
  return { version, czxid }
}

function bytesOf(step: Step): number {
  const data = step.op === 'delete' ? null : step.data
  return STEP_BYTES + Buffer.byteLength(step.path) + Buffer.byteLength(data ?? '', 'base64')
}
