import { withinPage } from '@/lib/server/history/rows/page-bytes'
import {
  type From,
  type Recorded,
  rangeBelow,
  recordedAt,
  recordedFrom,
} from '@/lib/server/history/rows/rows-at'
import type { Db } from '@/lib/server/store/store'
import { childOf, type ZnodePath } from '@/lib/znode/path'
import type { Search } from './searches'

/** A child; of one that only has recorded descendants, nothing was recorded itself. */
export type RecordedChild = { readonly path: ZnodePath; readonly recorded: Recorded | undefined }

type Page = { readonly children: RecordedChild[]; readonly next: ZnodePath | null }

type Asked = {
  readonly parent: ZnodePath
  readonly at: number
  /** The last path of the page before. */
  readonly after: ZnodePath | undefined
  readonly limit: number
}

/** Rows read behind a subtree: the next one may be as large. */
const NEXT = 8
/** Rows read where those before told nothing. */
const MANY = 1_000

/**
 * A page of a znode’s children that were there at a moment, or are there now as far as is recorded.
 * Whole subtrees are skipped by seeking behind them: the cost is that of the page.
 */
export async function recordedChildren(
  search: Search,
  cluster: string,
  asked: Asked,
): Promise<Page> {
  const { parent, at, after, limit } = asked
  const { from: first, end } = rangeBelow(parent)
  const found = new Map<ZnodePath, Recorded | undefined>()
  let from: From | null =
    after === undefined ? first : await search.step((db) => behind(db, cluster, at, after))
  let size = limit + 1
  let upTo: ZnodePath | null = null
  while (from && found.size <= limit && (upTo === null || search.spent() < 1)) {
    const known = found.size
    const scan: Parameters<typeof recordedFrom>[2] = { from, end, at, limit: size }
    const { rows, next } = await search.step((db) => recordedFrom(db, cluster, scan))
    for (const row of rows) {
      const child = childOn(parent, row.path)
      if (child !== row.path) found.set(child, found.get(child))
      else if (row.was || row.latest.kind !== 'deleted') found.set(child, row)
    }
    upTo = next && childOn(parent, next.path)
    from = next && seek(parent, next.path)
    size = from?.isInclusive ? NEXT : found.size === known ? MANY : limit + 1
  }
  const sized = [...found].map(([path, recorded]) => ({
    ...{ path, recorded },
    bytes: Buffer.byteLength(path),
  }))
  const page = withinPage(sized, limit)
  const next = page.length < sized.length ? (page.at(-1)?.path ?? null) : from && upTo
  return { children: await search.step((db) => withoutListed(db, cluster, at, page)), next }
}

function childOn(parent: ZnodePath, path: string): ZnodePath {
  const [name = ''] = path.slice(parent === '/' ? 1 : parent.length + 1).split('/', 1)
  return childOf(parent, name)
}

/** Behind that path, or, where that is below a child, behind all that is below it. */
function seek(parent: ZnodePath, last: string): From {
  const child = childOn(parent, last)
  if (child === last) return { path: child, isInclusive: false }
  return { path: rangeBelow(child).end, isInclusive: true }
}

/** Where the page behind `after` begins: descendants of one without a row of its own were told. */
async function behind(db: Db, cluster: string, at: number, after: ZnodePath): Promise<From> {
  const [own] = await recordedAt(db, cluster, at, [after])
  if (own) return { path: after, isInclusive: false }
  return { path: rangeBelow(after).end, isInclusive: true }
}

/** `/a` sorts before `/a-b`, and that before `/a/b`: one with a row of its own was told there. */
async function withoutListed(
  db: Db,
  cluster: string,
  at: number,
  page: readonly RecordedChild[],
): Promise<RecordedChild[]> {
  const bare = page.flatMap(({ path, recorded }) => (recorded ? [] : [path]))
  const own = new Map((await recordedAt(db, cluster, at, bare)).map((row) => [row.path, row]))
  return page.filter(({ path, recorded }) => recorded !== undefined || !own.has(path))
}

/** Those of `paths` below which anything was recorded. */
export async function withRecordedBelow(
  db: Db,
  cluster: string,
  paths: readonly ZnodePath[],
): Promise<ReadonlySet<ZnodePath>> {
  if (paths.length === 0) return new Set()
  const asked = await Promise.all(
    paths.map(async (path) => {
      const { from, end } = rangeBelow(path)
      const row = await db
        .selectFrom('head')
        .select('path')
        .where('cluster', '=', cluster)
        .where('path', '>', from.path)
        .where('path', '<', end)
        .limit(1)
        .executeTakeFirst()
      return row ? [path] : []
    }),
  )
  return new Set(asked.flat())
}
