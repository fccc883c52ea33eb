import { record } from '@/lib/server/history/rows/insert-observations'
import type { Sighting } from '@/lib/server/history/rows/observation'
import { seeValue } from '@/lib/server/history/rows/seen-value'
import type { Db, Store } from '@/lib/server/store/store'
import type { ZnodePath } from '@/lib/znode/path'

const scope = { include: [], exclude: [], redact: [], maxValueBytes: 65_536, baseline: false }

let zxid = 0

/** One more version of a znode, recorded at that time. */
export async function recorded(
  store: Store,
  path: string,
  { at, recordedAt = at, text = `value ${zxid} `.repeat(2), kind = 'changed', acl }: Recording,
) {
  zxid += 1
  const value = seeValue(scope, path as ZnodePath, Buffer.from(text))
  const ledger = { cluster: 'main', era: 0, scope, sealer: store.sealer, now: recordedAt }
  const sighting: Sighting = {
    ...{ path: path as ZnodePath, kind, czxid: '0x1', version: zxid, at },
    zxid: `0x${zxid.toString(16)}`,
    ...(kind === 'deleted' || kind === 'acl' ? {} : { value }),
    acl,
  }
  await store.use((db) => record(db, ledger, [sighting]))
  return zxid
}

type Recording = {
  readonly at: number
  readonly recordedAt?: number
  readonly text?: string
  readonly kind?: Sighting['kind']
  readonly acl?: Sighting['acl']
}

/** One more write that somebody began at that time. */
export async function begun(store: Store, path: string, at: number) {
  const intent = {
    ...{ cluster: 'main', path, op: 'set' as const, person: 'ada', reason: null, step: 0 },
    ...{ attempt: `${path} ${at}`, version: 1, czxid: '0x1', before_zxid: '0x1', session: '0x1' },
    ...{ value_hash: null, session_password: null, started_at: at, outcome: 'applied' as const },
  }
  await store.use((db) => db.insertInto('intent').values(intent).execute())
}

/** How many rows a table has. */
export const countOf = (store: Store, table: 'version' | 'intent' | 'content' | 'head') =>
  store.read(
    async (db: Db) =>
      (
        await db
          .selectFrom(table)
          .select('cluster' as never)
          .execute()
      ).length,
  )
