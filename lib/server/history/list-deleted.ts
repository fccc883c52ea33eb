import type * as z from 'zod'
import type { listDeleted as operation } from '@/lib/api/history'
import type { AnswerOf } from '@/lib/api/operation'
import type { Db } from '@/lib/server/store/store'
import type { ZnodePath } from '@/lib/znode/path'
import { contains, isBelow, isOfKind, toChanges, versionsOf } from './changes'

type Query = z.output<(typeof operation)['query']>

const PAGE = 100

/** A page of znodes that are gone, each with the last value recorded of it. */
export async function listDeleted(
  db: Db,
  cluster: string,
  { below, name, after }: Query,
): Promise<AnswerOf<typeof operation>> {
  let rows = versionsOf(db, cluster)
    .innerJoin('head', 'head.version_id', 'version.id')
    .where('head.cluster', '=', cluster)
    .where('head.gone', '=', 1)
    .where(isOfKind('deleted'))
  if (below !== undefined) rows = rows.where(isBelow(below))
  if (name !== undefined) rows = rows.where(contains('path', name))
  if (after !== undefined) rows = rows.where('version.path', '>', after)
  const found = await rows
    .orderBy('version.path')
    .limit(PAGE + 1)
    .execute()
  const page = found.slice(0, PAGE)
  const lastOf = await lastValues(
    db,
    page.flatMap(({ previous }) => previous ?? []),
  )
  const changes = await toChanges(db, page)
  return {
    deleted: changes.map((change) => ({
      change,
      last: (change.before && lastOf.get(change.before.id)) ?? null,
    })),
    next: found.length > PAGE ? ((page.at(-1)?.path ?? null) as ZnodePath | null) : null,
  }
}

async function lastValues(db: Db, ids: readonly number[]) {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('version')
    .select(['id', 'value', 'size'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}
