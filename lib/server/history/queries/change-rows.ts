import { type ExpressionBuilder, type Selectable, sql } from 'kysely'
import type { Change, ChangeKind } from '@/lib/api/history'
import { zxidOf } from '@/lib/server/history/rows/change-position'
import type { Tables, VersionRow } from '@/lib/server/store/database/tables'
import type { Db } from '@/lib/server/store/store'
import type { ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'
import { undoneAmong } from './undone'

/** The row before in the order of one path’s changes. */
const PREVIOUS = sql<number | null>`(select p.id from version p
  where p.cluster = version.cluster and p.path = version.path
    and (p.moment < version.moment or (p.moment = version.moment and p.key < version.key))
  order by p.moment desc, p.key desc limit 1)`

/**
 * Rows whose zxid is that of their transaction. Another client's deletion and another ACL have one
 * by which they happened at the latest, which they may share with what they have no part in.
 */
export function isExact({ eb, or, and }: ExpressionBuilder<Tables, 'version'>) {
  return and([
    eb('version.kind', 'not in', ['seen', 'acl', 'restored']),
    or([eb('version.kind', '<>', 'deleted'), eb('version.intent', 'is not', null)]),
  ])
}

/** The rows of a cluster, each with the one before it. */
export function versionsOf(db: Db, cluster: string) {
  return db
    .selectFrom('version')
    .selectAll('version')
    .select(PREVIOUS.as('previous'))
    .where('version.cluster', '=', cluster)
}

export type Version = Selectable<Tables['version']> & { readonly previous: number | null }

/** As the API tells changes: each with what is known of the version before. */
export async function toChanges(db: Db, versions: readonly Version[]): Promise<Change[]> {
  const ids = versions.flatMap(({ previous }) => previous ?? [])
  const rows =
    ids.length === 0
      ? []
      : await db
          .selectFrom('version')
          .select(['id', 'kind', 'czxid', 'version', 'aversion'])
          .where('id', 'in', ids)
          .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  const together = await countTogether(db, versions)
  const [first] = versions
  const undone = first ? await undoneAmong(db, first.cluster, versions) : new Set()
  return versions.map((row) => ({
    ...toChange(row, row.previous === null ? undefined : byId.get(row.previous)),
    together: isOfTransaction(row) ? Math.max(1, together.get(row.moment) ?? 1) : 1,
    undone: undone.has(row.id),
  }))
}

/** As `isExact` says of rows. */
export function isOfTransaction({ kind, intent }: Version): boolean {
  if (kind === 'acl' || kind === 'restored') return false
  return kind !== 'deleted' || intent !== null
}

/** How many changes each transaction made, once per transaction however many of it are told. */
async function countTogether(db: Db, versions: readonly Version[]): Promise<Map<string, number>> {
  const [first] = versions
  if (!first) return new Map()
  const counts = await db
    .selectFrom('version')
    .select(['moment', sql<number | string>`count(*)`.as('together')])
    .where('cluster', '=', first.cluster)
    .where('moment', 'in', [...new Set(versions.map(({ moment }) => moment))])
    .where(isExact)
    .groupBy('moment')
    .execute()
  return new Map(counts.map(({ moment, together }) => [moment, Number(together)]))
}

type Before = Step & Pick<VersionRow, 'id'>

function toChange(row: Version, before: Before | undefined): Omit<Change, 'together' | 'undone'> {
  const { id, version, size, aversion, at, person, reason } = row
  const kind = kindOf(row)
  return {
    ...{ id, kind, version, size, aversion, at, person, reason },
    path: row.path as ZnodePath,
    zxid: zxidOf(row.moment),
    czxid: row.czxid as Hex64 | null,
    value: row.kind === 'deleted' ? 'absent' : row.value,
    away: row.away === 1,
    session: row.session as Hex64 | null,
    before: before ? { id: before.id, kind: kindOf(before), version: before.version } : null,
    unseen: unseenBetween(before, row),
    recreated: isRecreation(before, row),
  }
}

/** A deletion whose incarnation is not known is that of a znode nobody had seen. */
function kindOf({ kind, czxid }: Pick<VersionRow, 'kind' | 'czxid'>): ChangeKind {
  return kind === 'deleted' && czxid === null ? 'vanished' : kind
}

/** Rows of that kind; undefined for all that a search tells unless it asks for more. */
export function isOfKind(kind: ChangeKind | undefined) {
  return ({ eb, and, not }: ExpressionBuilder<Tables, 'version'>) => {
    const hasVanished = and([eb('version.kind', '=', 'deleted'), eb('version.czxid', 'is', null)])
    if (kind === 'vanished') return hasVanished
    if (kind === undefined) return and([eb('version.kind', '<>', 'seen'), not(hasVanished)])
    return and([eb('version.kind', '=', kind), not(hasVanished)])
  }
}

type Step = Pick<VersionRow, 'kind' | 'czxid' | 'version' | 'aversion'>

function isRecreation(before: Step | undefined, after: Step): boolean {
  return (
    before !== undefined &&
    after.kind !== 'restored' &&
    before.kind !== 'deleted' &&
    after.kind !== 'deleted' &&
    before.czxid !== after.czxid
  )
}

/** Versions that nobody read between two rows of one path; null where that cannot be told. */
export function unseenBetween(before: Step | undefined, after: Step): number | null {
  if (after.kind === 'restored') return null
  if (after.version === null) return before && after.kind === 'deleted' ? 0 : null
  const isContinued = before && before.kind !== 'deleted' && before.czxid === after.czxid
  if (after.kind === 'acl') return isContinued ? between(before.aversion, after.aversion) : null
  if (isContinued) return between(before.version ?? 0, after.version)
  return before || after.kind === 'created' ? after.version : null
}

function between(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : Math.max(0, after - before - 1)
}

/** Rows of `scope` and below it: the names after `scope/` sort before `scope0`. */
export function isBelow(scope: ZnodePath) {
  return ({ eb, or, and }: ExpressionBuilder<Tables, 'version'>) =>
    scope === '/'
      ? and([])
      : or([
          eb('version.path', '=', scope),
          and([eb('version.path', '>', `${scope}/`), eb('version.path', '<', `${scope}0`)]),
        ])
}

/** Whether `column` contains `words`, whatever their case. */
export function contains(
  column: 'version.path' | 'version.reason' | 'version.person' | 'head.path',
  words: string,
) {
  const pattern = `%${words.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`
}
