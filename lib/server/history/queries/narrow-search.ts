import { type SelectQueryBuilder, sql } from 'kysely'
import type * as z from 'zod'
import type { listChanges } from '@/lib/api/history'
import { rangeBelow } from '@/lib/server/history/rows/rows-at'
import type { Tables } from '@/lib/server/store/database/tables'
import type { Db } from '@/lib/server/store/store'
import { contains } from './change-rows'
import type { Search } from './searches'

/** What a list of changes is narrowed by, as it was read from the address. */
export type ChangeQuery = z.output<(typeof listChanges)['query']>

/** The ids of the few rows among which everything is that a search looks for. */
export type Narrow = (db: Db) => SelectQueryBuilder<Tables, 'version', { id: number }>

/** So many rows are looked through at once. */
const FEW = 5_000
/** So many paths are asked for by name, and so many bytes of them. */
const FEW_PATHS = 200
const FEW_BYTES = 262_144
/** Paths compared with a name in one step. */
const SLICE = 4_000

/**
 * What narrows this search down to a few rows, by an index; undefined where nothing does, or where
 * the search has an index that is in the order of its answer.
 */
export async function fewFor(
  search: Search,
  cluster: string,
  query: ChangeQuery,
): Promise<Narrow | undefined> {
  const { path, person, people, reason, below, name } = query
  const isIndexed = people || person !== undefined || reason !== undefined
  if (path !== undefined || isIndexed) return undefined
  for (const narrow of [byTime(cluster, query), bySubtree(cluster, below)])
    if (narrow && (await isFew(search, narrow))) return narrow
  if (name === undefined) return undefined
  const paths = await pathsNamed(search, cluster, name)
  const narrow = paths && byPaths(cluster, paths)
  return narrow && (await isFew(search, narrow)) ? narrow : undefined
}

async function isFew(search: Search, narrow: Narrow): Promise<boolean> {
  const { count } = await search.step((db) =>
    db
      .selectFrom(
        narrow(db)
          .limit(FEW + 1)
          .as('few'),
      )
      .select(sql<number | string>`count(*)`.as('count'))
      .executeTakeFirstOrThrow(),
  )
  return Number(count) <= FEW
}

const rowsOf = (db: Db, cluster: string) =>
  db.selectFrom('version').select('id').where('cluster', '=', cluster)

function byTime(cluster: string, { from, to }: ChangeQuery): Narrow | undefined {
  if (from === undefined && to === undefined) return undefined
  return (db) => {
    const since = rowsOf(db, cluster).where('at', '>=', from ?? 0)
    return to === undefined ? since : since.where('at', '<=', to)
  }
}

function bySubtree(cluster: string, below: ChangeQuery['below']): Narrow | undefined {
  if (below === undefined || below === '/') return undefined
  const { from, end } = rangeBelow(below)
  return (db) =>
    rowsOf(db, cluster)
      .where('path', '=', below)
      .unionAll(rowsOf(db, cluster).where('path', '>', from.path).where('path', '<', end))
}

function byPaths(cluster: string, paths: readonly string[]): Narrow {
  if (paths.length === 0) return (db) => rowsOf(db, cluster).where('id', '<', 0)
  return (db) => rowsOf(db, cluster).where('path', 'in', [...paths])
}

/** The recorded paths that contain a name; undefined where they are many, or it takes long. */
async function pathsNamed(
  search: Search,
  cluster: string,
  name: string,
): Promise<string[] | undefined> {
  const found: string[] = []
  let bytes = 0
  for (let after = ''; ; ) {
    const { end, paths } = await search.step((db) => namedAfter(db, cluster, { after, name }))
    found.push(...paths)
    bytes += paths.reduce((sum, path) => sum + path.length, 0)
    if (found.length > FEW_PATHS || bytes > FEW_BYTES) return undefined
    if (end === undefined) return found
    if (search.spent() > 0.5) return undefined
    after = end
  }
}

async function namedAfter(
  db: Db,
  cluster: string,
  { after, name }: { readonly after: string; readonly name: string },
): Promise<{ end: string | undefined; paths: string[] }> {
  const behind = db
    .selectFrom('head')
    .select('path')
    .where('cluster', '=', cluster)
    .where('path', '>', after)
  const end = await behind
    .orderBy('path')
    .limit(1)
    .offset(SLICE - 1)
    .executeTakeFirst()
  const slice = end ? behind.where('path', '<=', end.path) : behind
  const rows = await slice
    .where(contains('head.path', name))
    .limit(FEW_PATHS + 1)
    .execute()
  return { end: end?.path, paths: rows.map(({ path }) => path) }
}
