import { type ExpressionBuilder, sql } from 'kysely'
import type { listChanges as operation } from '@/lib/api/history'
import type { AnswerOf } from '@/lib/api/operation'
import { bytesIn } from '@/lib/server/history/rows/page-bytes'
import type { Tables } from '@/lib/server/store/database/tables'
import type { Db } from '@/lib/server/store/store'
import { contains, isBelow, isOfKind, toChanges, versionsOf } from './change-rows'
import { type ChangeQuery, fewFor, type Narrow } from './narrow-search'
import { type Hit, type Run, RunPage } from './run-page'
import type { Search } from './searches'

type Answer = AnswerOf<typeof operation>

const PAGE = 50
/** Rows looked at in one step. */
const SLICE = 4_000
/** Rows told in one step where they are joined to runs. */
const CHUNK = 500
/** Longer paths are not compared, and belong to no run. */
const MOST_PATH_BYTES = 1_024

/** Where a search goes on: below this row. Behind all rows of a moment, its id is 0. */
type From = { readonly moment: string; readonly id: number }
type Slice = { readonly from: From; readonly to: string }
type Bound = { readonly moment: string; readonly at: number }

/**
 * A page of changes, newest first. Where nothing narrows a search down it looks through the
 * changes slice by slice, until the page is full or its time is over.
 */
export async function listChanges(
  search: Search,
  cluster: string,
  query: ChangeQuery,
): Promise<Answer> {
  const { limit = PAGE, runs: hasRuns = false } = query
  const narrow = await fewFor(search, cluster, query)
  const page = new RunPage(limit, hasRuns)
  let from = fromCursor(query.cursor)
  for (;;) {
    const end = narrow ? undefined : await search.step((db) => endOf(db, cluster, { query, from }))
    const slice = { from, to: end?.moment ?? '' }
    const wanted = hasRuns ? CHUNK : limit + 1 - page.runs.length
    const asked = { query, slice, narrow, wanted }
    const found = await search.step((db) => hitsIn(db, cluster, asked))
    const isFull = !found.every((hit) => page.add(hit))
    const answer = (next: From | undefined, searchedTo: number | null) =>
      search.step((db) =>
        tell(db, cluster, page.runs, { next: next ? toCursor(next) : null, searchedTo }),
      )
    if (isFull) return await answer(page.last ?? from, null)
    const last = found.length === wanted ? found.at(-1) : undefined
    if (!last && !end) return await answer(undefined, null)
    from = last ?? { moment: end?.moment ?? '', id: 0 }
    if (search.spent() >= 1) return await answer(from, last?.at ?? end?.at ?? null)
  }
}

const NEWEST: From = { moment: 'g', id: 0 }

function fromCursor(cursor: string | undefined): From {
  const [moment = '', id] = cursor?.split('-') ?? []
  return cursor === undefined ? NEWEST : { moment, id: Number(id) }
}

function toCursor({ moment, id }: From): string {
  return `${moment}-${id}`
}

/** The row with which the next slice ends; undefined where fewer are left. */
async function endOf(
  db: Db,
  cluster: string,
  { query, from }: { readonly query: ChangeQuery; readonly from: From },
): Promise<Bound | undefined> {
  return await scanned(db, cluster, query)
    .select(['version.moment', 'version.at'])
    .where('version.moment', from.id === 0 ? '<' : '<=', from.moment)
    .orderBy('version.moment', 'desc')
    .limit(1)
    .offset(SLICE - 1)
    .executeTakeFirst()
}

/** Kinds that are rare enough to have an index of their own. */
const RARE = sql<boolean>`version.kind in ('acl', 'deleted', 'restored')`

/** The rows that a search has to look through, by an index that is in their order. */
function scanned(db: Db, cluster: string, { path, person, people, reason, kind }: ChangeQuery) {
  const rows = db.selectFrom('version').where('version.cluster', '=', cluster)
  if (path !== undefined) return rows.where('version.path', '=', path)
  if (people || person !== undefined || reason !== undefined)
    return rows.where('version.person', 'is not', null)
  const stored = kind === 'vanished' ? 'deleted' : kind
  if (stored === 'acl' || stored === 'deleted' || stored === 'restored')
    return rows.where(RARE).where('version.kind', '=', stored)
  return rows
}

type Looking = {
  readonly query: ChangeQuery
  readonly slice: Slice
  readonly narrow: Narrow | undefined
  readonly wanted: number
}

async function hitsIn(
  db: Db,
  cluster: string,
  { query, slice: { from, to }, narrow, wanted }: Looking,
): Promise<Hit[]> {
  const inSlice = scanned(db, cluster, query)
    .select('version.id')
    .where('version.moment', '>=', to)
    .where('version.moment', '<=', from.moment)
  return await matching(db, query)
    .select(['version.id', 'version.moment', 'version.at', bytesIn('version.path').as('bytes')])
    .select([COMPARED.as('path'), QUIET.as('quiet')])
    .where('version.id', 'in', narrow ? narrow(db) : inSlice.where(isBelowRow(from)))
    .where(isBelowRow(from))
    .orderBy('version.moment', 'desc')
    .orderBy('version.id', 'desc')
    .limit(wanted)
    .execute()
}

const COMPARED = sql<
  string | null
>`case when ${bytesIn('version.path')} <= ${sql.lit(MOST_PATH_BYTES)}
  then version.path end`

const QUIET = sql<number>`case when version.kind = 'changed' and version.person is null
  then 1 else 0 end`

/** Rows that come after that one in the order of an answer. */
function isBelowRow({ moment, id }: From) {
  return ({ eb, or, and }: ExpressionBuilder<Tables, 'version'>) =>
    or([
      eb('version.moment', '<', moment),
      and([eb('version.moment', '=', moment), eb('version.id', '<', id)]),
    ])
}

function matching(db: Db, query: ChangeQuery) {
  const { path, below, name, person, reason, kind, from, to, people } = query
  let rows = db.selectFrom('version')
  if (below !== undefined) rows = rows.where(isBelow(below))
  if (name !== undefined) rows = rows.where(contains('version.path', name))
  if (people) rows = rows.where('version.person', 'is not', null)
  if (person !== undefined) rows = rows.where(contains('version.person', person))
  if (reason !== undefined) rows = rows.where(contains('version.reason', reason))
  if (kind !== undefined || path === undefined) rows = rows.where(isOfKind(kind))
  if (from !== undefined) rows = rows.where('version.at', '>=', from)
  if (to !== undefined) rows = rows.where('version.at', '<=', to)
  return rows
}

/** The changes in full, and of each run how far it goes. */
async function tell(
  db: Db,
  cluster: string,
  found: readonly Run[],
  end: Pick<Answer, 'next' | 'searchedTo'>,
): Promise<Answer> {
  const joined = found.filter(({ count }) => count > 1)
  const [changes, oldest] = await Promise.all([
    read(
      db,
      cluster,
      found.map(({ newest }) => newest),
    ),
    read(
      db,
      cluster,
      joined.map((run) => run.oldest),
    ),
  ])
  const firsts = new Map(oldest.map((change) => [change.id, change]))
  const runs = joined.map(({ newest, oldest: { id, at }, count }) => ({
    ...{ id: newest.id, count, oldest: id, since: at },
    from: firsts.get(id)?.before?.version ?? null,
    cursor: toCursor({ moment: newest.moment, id: newest.id + 1 }),
  }))
  return { changes, runs, ...end }
}

async function read(
  db: Db,
  cluster: string,
  page: readonly Pick<Hit, 'id'>[],
): Promise<Answer['changes']> {
  if (page.length === 0) return []
  const ids = page.map(({ id }) => id)
  const rows = await versionsOf(db, cluster).where('version.id', 'in', ids).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return await toChanges(
    db,
    ids.flatMap((id) => byId.get(id) ?? []),
  )
}
