import type { AnswerOf } from '@/lib/api/operation'
import type { readPast } from '@/lib/api/past'
import { catchUpServer } from '@/lib/server/cluster/read/catch-up-server'
import { readStats } from '@/lib/server/cluster/read/reads'
import {
  isSameValue,
  type Recorded,
  recordedAt,
  type Then,
} from '@/lib/server/history/rows/rows-at'
import type { Reads } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import { readableStat, type Stat } from '@/lib/znode/stat'
import { differingFrom } from './changed-since'
import { recordedChildren, withRecordedBelow } from './children-at'
import type { Search } from './searches'

export type Past = AnswerOf<typeof readPast>
export type PastZnode = Past['znodes'][number]
export type Place = {
  readonly search: Search
  readonly cluster: string
  readonly session: Reads
}
export type Moment = { readonly path: ZnodePath; readonly at: number }

type Asked = Moment & {
  readonly view?: 'children' | 'differing' | undefined
  /** The last path of the page before. */
  readonly after?: ZnodePath | undefined
}

const PAGE = 100
const DIFFERING: ReadonlySet<PastZnode['status']> = new Set([
  'changed',
  'gone',
  'new',
  'unreadable',
])

/** A page of a subtree as it was recorded at a moment, beside what is there now. */
export async function readPastPage(place: Place, asked: Asked): Promise<Past> {
  const { path, at, view, after } = asked
  const { search, cluster } = place
  if (view === 'differing') {
    const { rows, next } = await differingFrom(search, cluster, { path, at, after, limit: PAGE })
    const znodes = await describe(place, at, rows.map(asChild))
    return { self: null, znodes: znodes.filter(({ status }) => DIFFERING.has(status)), next }
  }
  const [own] = await search.step((db) => recordedAt(db, cluster, at, [path]))
  const page = { parent: path, at, after, limit: PAGE }
  const { children, next } = await recordedChildren(search, cluster, page)
  const [self = null, ...znodes] = await describe(place, at, [{ path, recorded: own }, ...children])
  return { self, znodes, next }
}

type Described = { readonly path: ZnodePath; readonly recorded: Recorded | undefined }

function asChild(recorded: Recorded): Described {
  return { path: recorded.path, recorded }
}

/** What these znodes were and what they are, read behind a sync. */
export async function describe(
  { search, cluster, session }: Place,
  at: number,
  znodes: readonly Described[],
): Promise<PastZnode[]> {
  const paths = znodes.map(({ path }) => path)
  const below = await hasRecordsBelow(search, cluster, paths)
  const [, stats] = await Promise.all([catchUpServer(session), readStats(session, paths)])
  return znodes.map(({ path, recorded }, index) => {
    const presence = stats[index]?.stat ?? null
    const { id, version, value, size } = recorded?.was ?? {}
    return {
      path,
      status: presence === 'unreadable' ? presence : statusOf(recorded, presence, at),
      was:
        id === undefined || !value
          ? null
          : { id, version: version ?? null, value, size: size ?? null },
      now: readableStat(presence),
      hasChildren: below.has(path),
    }
  })
}

/** Paths whose subtrees are asked for in one step. */
const BELOW = 100

async function hasRecordsBelow(
  search: Search,
  cluster: string,
  paths: readonly ZnodePath[],
): Promise<ReadonlySet<ZnodePath>> {
  const found = new Set<ZnodePath>()
  for (let start = 0; start < paths.length; start += BELOW) {
    const some = paths.slice(start, start + BELOW)
    for (const path of await search.step((db) => withRecordedBelow(db, cluster, some)))
      found.add(path)
  }
  return found
}

function statusOf(recorded: Recorded | undefined, now: Stat | null, at: number) {
  if (recorded?.was) {
    if (!now) return 'gone'
    return isAsItWas(recorded.was, recorded.latest, now) ? 'same' : 'changed'
  }
  return now && now.ctime > at ? 'new' : 'unrecorded'
}

/** The same version, or another one that holds the same bytes. */
function isAsItWas(was: Then, latest: Then, now: Stat): boolean {
  if (isVersion(was, now)) return true
  return isVersion(latest, now) && isSameValue(was, latest)
}

function isVersion({ czxid, version }: Then, now: Stat): boolean {
  return czxid === now.czxid && version === now.version
}
