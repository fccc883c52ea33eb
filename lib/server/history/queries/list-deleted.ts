import type * as z from 'zod'
import type { listDeleted as operation } from '@/lib/api/history'
import type { AnswerOf } from '@/lib/api/operation'
import { bytesIn, withinPage } from '@/lib/server/history/rows/page-bytes'
import { rangeBelow } from '@/lib/server/history/rows/rows-at'
import type { Db } from '@/lib/server/store/store'
import type { ZnodePath } from '@/lib/znode/path'
import { contains, isBelow, isOfKind, toChanges, type Version, versionsOf } from './change-rows'
import type { Search } from './searches'

type Query = z.output<(typeof operation)['query']>
type Answer = AnswerOf<typeof operation>
type Hit = { readonly id: number; readonly bytes: number }

const PAGE = 100
/** Paths looked at in one step. */
const SLICE = 4_000

/** A page of znodes that are gone, each with the last value recorded of it. */
export async function listDeleted(search: Search, cluster: string, query: Query): Promise<Answer> {
  const hits: Hit[] = []
  let after: string = query.after ?? ''
  let searchedTo: ZnodePath | null = null
  for (;;) {
    const end = await search.step((db) => endOf(db, cluster, { query, after }))
    const wanted = PAGE + 1 - hits.length
    const slice = { query, after, end, wanted }
    hits.push(...(await search.step((db) => hitsIn(db, cluster, slice))))
    if (hits.length > PAGE || end === undefined) break
    after = end
    if (search.spent() < 1) continue
    searchedTo = end as ZnodePath
    break
  }
  const page = withinPage(hits, PAGE)
  const deleted = await search.step((db) => read(db, cluster, page))
  if (page.length === hits.length) return { deleted, next: searchedTo, searchedTo }
  return { deleted, next: deleted.at(-1)?.change.path ?? null, searchedTo: null }
}

/** The paths of what is gone, behind that one. */
function goneAfter(db: Db, cluster: string, { query, after }: { query: Query; after: string }) {
  const { below } = query
  const gone = db
    .selectFrom('head')
    .where('head.cluster', '=', cluster)
    .where('head.gone', '=', 1)
    .where('head.path', '>', after)
  if (below === undefined || below === '/') return gone
  return gone.where('head.path', '>=', below).where('head.path', '<', rangeBelow(below).end)
}

/** The path with which the next slice ends; undefined where fewer are left. */
async function endOf(
  db: Db,
  cluster: string,
  asked: { query: Query; after: string },
): Promise<string | undefined> {
  const end = await goneAfter(db, cluster, asked)
    .select('head.path')
    .orderBy('head.path')
    .limit(1)
    .offset(SLICE - 1)
    .executeTakeFirst()
  return end?.path
}

type Slice = { query: Query; after: string; end: string | undefined; wanted: number }

async function hitsIn(db: Db, cluster: string, slice: Slice): Promise<Hit[]> {
  const { query, end, wanted } = slice
  const { below, name } = query
  let rows = goneAfter(db, cluster, slice)
    .innerJoin('version', 'version.id', 'head.version_id')
    .where(isOfKind('deleted'))
  if (end !== undefined) rows = rows.where('head.path', '<=', end)
  if (below !== undefined) rows = rows.where(isBelow(below))
  if (name !== undefined) rows = rows.where(contains('head.path', name))
  return await rows
    .select(['version.id', bytesIn('head.path').as('bytes')])
    .orderBy('head.path')
    .limit(wanted)
    .execute()
}

async function read(db: Db, cluster: string, page: readonly Hit[]): Promise<Answer['deleted']> {
  if (page.length === 0) return []
  const ids = page.map(({ id }) => id)
  const rows = await versionsOf(db, cluster).where('version.id', 'in', ids).execute()
  const inOrder = rows.sort((a, b) => (a.path < b.path ? -1 : 1))
  const lastOf = await lastValues(db, inOrder)
  const changes = await toChanges(db, inOrder)
  return changes.map((change) => ({
    change,
    last: (change.before && lastOf.get(change.before.id)) ?? null,
  }))
}

async function lastValues(db: Db, rows: readonly Version[]) {
  const ids = rows.flatMap(({ previous }) => previous ?? [])
  if (ids.length === 0) return new Map()
  const last = await db
    .selectFrom('version')
    .select(['id', 'value', 'size'])
    .where('id', 'in', ids)
    .execute()
  return new Map(last.map((row) => [row.id, row]))
}
