import type * as z from 'zod'
import type { listChanges as operation } from '@/lib/api/history'
import type { AnswerOf } from '@/lib/api/operation'
import type { Db } from '@/lib/server/store/store'
import { contains, isBelow, isOfKind, toChanges, type Version, versionsOf } from './changes'

export type ChangeQuery = z.output<(typeof operation)['query']>

const PAGE = 50

/** A page of changes, newest first. */
export async function listChanges(
  db: Db,
  cluster: string,
  query: ChangeQuery,
): Promise<AnswerOf<typeof operation>> {
  const limit = query.limit ?? PAGE
  const versions = await selecting(db, cluster, query)
    .orderBy('version.moment', 'desc')
    .orderBy('version.id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = versions.slice(0, limit)
  const last = page.at(-1)
  const next = versions.length > limit && last ? cursorOf(last) : null
  return { changes: await toChanges(db, page), next }
}

function selecting(db: Db, cluster: string, query: ChangeQuery) {
  const { path, below, name, person, reason, kind, from, to, cursor } = query
  let rows = versionsOf(db, cluster)
  if (path !== undefined) rows = rows.where('version.path', '=', path)
  if (below !== undefined) rows = rows.where(isBelow(below))
  if (name !== undefined) rows = rows.where(contains('path', name))
  if (person !== undefined) rows = rows.where(contains('person', person))
  if (reason !== undefined) rows = rows.where(contains('reason', reason))
  if (kind !== undefined || path === undefined) rows = rows.where(isOfKind(kind))
  if (from !== undefined) rows = rows.where('version.at', '>=', from)
  if (to !== undefined) rows = rows.where('version.at', '<=', to)
  if (cursor !== undefined) {
    const [moment = '', id] = cursor.split('-')
    rows = rows.where(({ eb, or, and }) =>
      or([
        eb('version.moment', '<', moment),
        and([eb('version.moment', '=', moment), eb('version.id', '<', Number(id))]),
      ]),
    )
  }
  return rows
}

function cursorOf({ moment, id }: Version): string {
  return `${moment}-${id}`
}
