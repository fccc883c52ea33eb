import { momentOf } from '@/lib/server/history/rows/change-position'
import type { Store } from '@/lib/server/store/store'
import type { ZnodePath } from '@/lib/znode/path'

/** More than one slice of rows, and of paths. */
const ROWS = 13_000
const PATHS = 6_000
const KINDS = ['created', 'changed', 'changed', 'changed', 'acl', 'deleted'] as const

/** Changes as they are recorded, in the order of time. */
export const rows = Array.from({ length: ROWS }, (_, index) => {
  const kind = KINDS[index % KINDS.length] ?? 'changed'
  const isOurs = index % 400 === 0
  const zxid: `0x${string}` = `0x${(100 + Math.floor(index / 3)).toString(16)}`
  return {
    ...{ cluster: 'main', path: pathOf(index), moment: momentOf(0, zxid), key: `${index}`, kind },
    ...{ czxid: kind === 'deleted' && index % 5 === 0 ? null : '0x1', version: index },
    ...{ value: 'none' as const, hash: null, size: 0, aversion: 0, acl: null },
    // The clocks of an ensemble's servers differ.
    ...{ at: 1_000_000 + index * 10 - (index % 7) * 100, recorded_at: 1, away: 0, intent: null },
    ...{ person: isOurs ? 'Ada' : null, reason: isOurs ? `Ticket ${index}` : null, session: null },
  }
})

/** The path of the row at `index`. */
export function pathOf(index: number): ZnodePath {
  const name = (index * 7_919) % PATHS
  return `/area-${name % 10}/node-${name}${name % 1_500 === 7 ? '-rare' : ''}` as ZnodePath
}

/** Records them all. */
export async function fill(store: Store): Promise<void> {
  for (let start = 0; start < ROWS; start += 500)
    await store.use((db) =>
      db
        .insertInto('version')
        .values(rows.slice(start, start + 500))
        .execute(),
    )
  const ids = await store.use((db) => db.selectFrom('version').select(['id', 'key']).execute())
  const byKey = new Map(ids.map(({ id, key }) => [key, id]))
  const newest = new Map(rows.map((row) => [row.path, row]))
  const heads = [...newest.values()].map(({ cluster, path, moment, key, kind }) => ({
    ...{ cluster, path, moment, key, version_id: byKey.get(key) ?? 0 },
    gone: kind === 'deleted' ? 1 : 0,
  }))
  for (let start = 0; start < heads.length; start += 500)
    await store.use((db) =>
      db
        .insertInto('head')
        .values(heads.slice(start, start + 500))
        .execute(),
    )
}
