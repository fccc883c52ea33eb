import type * as z from 'zod'
import type { ListedValue, readChangeValues as operation } from '@/lib/api/change-values'
import type { AnswerOf } from '@/lib/api/operation'
import { aclBytesAt } from '@/lib/server/history/rows/acl-at'
import { type Packed, unpack } from '@/lib/server/history/rows/content'
import type { Sealer } from '@/lib/server/store/database/sealer'
import type { VersionRow } from '@/lib/server/store/database/tables'
import type { Db } from '@/lib/server/store/store'
import type { ZnodePath } from '@/lib/znode/path'
import { type Version, versionsOf } from './change-rows'
import { shownAcl } from './read-change'

type Listed = z.output<typeof ListedValue>
type Compared = AnswerOf<typeof operation>['compared'][number]

/** Longer values, and longer ACLs, are compared where the change is opened (bytes). */
const MOST_VALUE = 65_536
const MOST_ACL = 16_384
/** All values of one answer (bytes): those of eight changes, as a page asks for at once. */
const MOST_BYTES = 16 * MOST_VALUE

type Asked = {
  readonly of: readonly string[]
  readonly sealer: Sealer
  /** Whose changes whoever asks may read: an id names no znode that could be judged before. */
  readonly sees: (path: ZnodePath) => boolean
}

/** The values before and after these changes; of a run, before its oldest and after its newest. */
export async function readChangeValues(
  db: Db,
  cluster: string,
  { of, sealer, sees }: Asked,
): Promise<AnswerOf<typeof operation>> {
  const pairs = of.map((text) => ({ of: text, ids: text.split('-').map(Number) }))
  const ids = [...new Set(pairs.flatMap((pair) => pair.ids))]
  const rows = await versionsOf(db, cluster).where('version.id', 'in', ids).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  const befores = await previousOf(db, rows)
  const values = await Values.read(db, [...rows, ...befores.values()])
  const compared: Compared[] = []
  for (const pair of pairs) {
    const rowOf = (id: number | undefined) => (id === undefined ? undefined : byId.get(id))
    const [newest, oldest] = [rowOf(pair.ids[0]), rowOf(pair.ids.at(-1))]
    if (!newest || !oldest || newest.path !== oldest.path) continue
    if (!sees(newest.path as ZnodePath)) continue
    const before = befores.get(oldest.previous ?? 0)
    const acl = newest.kind === 'acl' ? await shortAcls(db, before, newest, sealer) : null
    const ofBefore = before ? values.of(before) : nothing(oldest)
    compared.push({ of: pair.of, before: ofBefore, after: values.of(newest), acl })
  }
  return { compared }
}

/** The ACLs of two rows; null where one of them is long. */
async function shortAcls(
  db: Db,
  before: VersionRow | undefined,
  after: VersionRow,
  sealer: Sealer,
): Promise<Compared['acl']> {
  for (const row of [before, after]) if (row && (await aclBytesAt(db, row)) > MOST_ACL) return null
  return { before: await shownAcl(db, before, sealer), after: await shownAcl(db, after, sealer) }
}

async function previousOf(db: Db, rows: readonly Version[]): Promise<Map<number, VersionRow>> {
  const ids = rows.flatMap(({ previous }) => previous ?? [])
  if (ids.length === 0) return new Map()
  const befores = await db.selectFrom('version').selectAll().where('id', 'in', ids).execute()
  return new Map(befores.map((row) => [row.id, row]))
}

function nothing({ kind }: Pick<VersionRow, 'kind'>): Listed {
  return { state: kind === 'created' ? 'absent' : 'unknown', size: null, data: null }
}

type Row = Pick<VersionRow, 'kind' | 'value' | 'hash' | 'size'>

/** The contents of some rows, short ones alone. */
class Values {
  readonly #contents: ReadonlyMap<string, Omit<Packed, 'hash'>>
  #left = MOST_BYTES

  private constructor(contents: ReadonlyMap<string, Omit<Packed, 'hash'>>) {
    this.#contents = contents
  }

  static async read(db: Db, rows: readonly Row[]): Promise<Values> {
    const hashes = rows.flatMap((row) => (isShort(row) ? (row.hash ?? []) : []))
    if (hashes.length === 0) return new Values(new Map())
    const found = await db
      .selectFrom('content')
      .select(['hash', 'encoding', 'bytes'])
      .where('hash', 'in', [...new Set(hashes)])
      .execute()
    return new Values(new Map(found.map((content) => [content.hash, content])))
  }

  of(row: Row): Listed {
    const { kind, value, hash, size } = row
    if (kind === 'deleted') return { state: 'absent', size: null, data: null }
    if (value !== 'kept' || hash === null) return { state: value, size, data: null }
    if (!isShort(row) || (size ?? 0) > this.#left) return { state: 'long', size, data: null }
    const content = this.#contents.get(hash)
    if (!content) return { state: 'unknown', size, data: null }
    this.#left -= size ?? 0
    return { state: 'kept', size, data: unpack(content).toString('base64') }
  }
}

function isShort({ value, size }: Row): boolean {
  return value === 'kept' && size !== null && size <= MOST_VALUE
}
