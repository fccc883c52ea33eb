import type { AnswerOf } from '@/lib/api/operation'
import { MAX_STEPS, type planRestore } from '@/lib/api/restore'
import { readStats } from '@/lib/server/cluster/read/reads'
import { differing } from '@/lib/server/history/queries/changed-since'
import { valueOfRow } from '@/lib/server/history/queries/read-change'
import { restoredAcls } from '@/lib/server/history/queries/restored-acls'
import {
  describe,
  type Moment,
  type PastZnode,
  type Place,
} from '@/lib/server/history/queries/subtree-at'
import { type Recorded, recordedAt, type Then } from '@/lib/server/history/rows/rows-at'
import { isWithin, nameOf, parentOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import { isEphemeral, type Stat } from '@/lib/znode/stat'

type Plan = AnswerOf<typeof planRestore>
type Step = Plan['steps'][number]
type Skipped = Plan['skipped'][number]

type Asked = Moment & {
  /** The znodes to be restored; everything that differs when left out. */
  readonly paths?: readonly ZnodePath[] | undefined
  /** Of everything that differs, these are left as they are. */
  readonly except?: readonly ZnodePath[] | undefined
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
  const { chosen, total, searchedTo } = await choose(place, asked)
  const taken = chosen.slice(0, MAX_STEPS)
  const around = { leaving: countByParent(chosen), missing: await missingParents(place, chosen) }
  const { steps, skipped } = await stepsFor(place, { at, maxBytes, taken, around })
  const rows = new Map(taken.map((row) => [row.path, row.was]))
  const whole = await withAcls(place, steps, rows)
  const left = total - whole.steps.length - skipped.length
  return { ...whole, skipped, left, searchedTo, maxSteps: MAX_STEPS, maxBytes }
}

type Taking = Pick<Asked, 'at' | 'maxBytes'> & {
  readonly taken: readonly Recorded[]
  readonly around: Around
}

async function stepsFor(
  place: Place,
  { at, maxBytes, taken, around }: Taking,
): Promise<{ steps: Step[]; skipped: Skipped[] }> {
  const described = taken.map((recorded) => ({ path: recorded.path, recorded }))
  const znodes = await describe(place, at, described)
  const steps: Step[] = []
  const skipped: Skipped[] = []
  let bytes = 0
  for (const [index, znode] of znodes.entries()) {
    const was = taken[index]?.was
    const value = was && (await place.search.step((db) => valueOfRow(db, was)))
    const step = stepFor(znode, value, around)
    bytes += typeof step === 'string' ? sizeOf(znode.path) : bytesOf(step)
    if (bytes > maxBytes && steps.length + skipped.length > 0) break
    if (typeof step === 'string') skipped.push({ path: znode.path, why: step })
    else steps.push(step)
  }
  return { steps, skipped }
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
  // What comes behind a creation that does not fit may need it.
  const end = steps.findIndex(({ op, path }) => op === 'create' && !acls.has(path))
  const fitting = end === -1 ? steps : steps.slice(0, end)
  return {
    steps: fitting.map((step) => {
      const aclOf = acls.get(step.path)?.aclOf
      return step.op === 'create' && aclOf !== undefined ? { ...step, aclOf } : step
    }),
    acls: [...acls.values()].map(({ restored }) => restored),
    sequential: [...acls.keys()].filter((path) => /\d{10}$/.test(nameOf(path))),
  }
}

type Choice = {
  readonly chosen: readonly Recorded[]
  readonly total: number
  /** The path up to which was looked, where the time was over. */
  readonly searchedTo: ZnodePath | null
}

/** The first that a transaction could hold, in the order of their steps, and how many there are. */
async function choose({ search, cluster }: Place, asked: Asked): Promise<Choice> {
  const { path, at, paths, except, maxBytes } = asked
  if (paths) {
    const inside = paths.filter((each) => isWithin(each, path))
    const rows = await search.step((db) => recordedAt(db, cluster, at, inside))
    return { chosen: rows.sort(inOrder), total: rows.length, searchedTo: null }
  }
  const made: Recorded[] = []
  let unmade: Recorded[] = []
  let total = 0
  let searchedTo: ZnodePath | null = null
  const left = new Set(except)
  for await (const { rows: found, upTo } of differing(search, cluster, { path, at })) {
    const rows = left.size === 0 ? found : found.filter((row) => !left.has(row.path))
    total += rows.length
    const room = MAX_STEPS - made.length
    made.push(...fitting(rows.filter(({ was }) => was).slice(0, room), maxBytes - sum(made)))
    const last = [...unmade, ...rows.filter(({ was }) => !was)].slice(-MAX_STEPS)
    unmade = fitting(last.reverse(), maxBytes).reverse()
    if (upTo === null || search.spent() < 1) continue
    searchedTo = upTo
    break
  }
  return { chosen: [...made, ...unmade].sort(inOrder), total, searchedTo }
}

/** What a step takes at least. */
function sizeOf(path: ZnodePath): number {
  return STEP_BYTES + Buffer.byteLength(path)
}

function sum(rows: readonly Recorded[]): number {
  return rows.reduce((bytes, { path }) => bytes + sizeOf(path), 0)
}

/** The first of them that may fit into so many bytes. */
function fitting(rows: readonly Recorded[], bytes: number): Recorded[] {
  let left = bytes
  return rows.filter(({ path }) => {
    left -= sizeOf(path)
    return left >= 0
  })
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
  return sizeOf(step.path) + Buffer.byteLength(data ?? '', 'base64')
}
