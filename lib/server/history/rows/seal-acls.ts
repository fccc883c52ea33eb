import { sql } from 'kysely'
import { readMeta, writeMeta } from '@/lib/server/store/database/meta'
import type { Sealer } from '@/lib/server/store/database/sealer'
import type { Db, Store } from '@/lib/server/store/store'
import { type Packed, sealAcl, unpack } from './content'

/** What the database says of the ACLs that an earlier release kept in the open. */
const SEALED = 'acls-sealed'
const STEP = 100

/**
 * Seals the ACLs that an earlier release kept in the open, and rewrites the database, so that
 * nothing of them is left in what was freed. Goes on where it was interrupted; does nothing the
 * second time, or where nothing can be sealed for good.
 */
export async function sealEarlierAcls(store: Store): Promise<void> {
  if (!store.sealer.isDurable) return
  if ((await store.use((db) => readMeta(db, SEALED))) === 'yes') return
  const isOpen = await store.use((db) => hasOpenAcls(db))
  const isRewriting = (await store.use((db) => readMeta(db, SEALED))) === 'rewrite'
  if (isOpen) {
    await store.use((db) => writeMeta(db, SEALED, 'rewrite'))
    for (;;) {
      const acls = await store.use(openAcls)
      if (acls.length === 0) break
      for (const acl of acls) await store.use((db) => replace(db, acl, store.sealer))
    }
  }
  if (isOpen || isRewriting) await store.rewrite()
  await store.use((db) => writeMeta(db, SEALED, 'yes'))
}

/** Contents that rows name as their ACL. */
function openOnes(db: Db) {
  return db
    .selectFrom('content')
    .where('encoding', '<>', 'sealed')
    .where(sql<boolean>`exists (select 1 from version where version.acl = content.hash)`)
}

async function hasOpenAcls(db: Db): Promise<boolean> {
  return (await openOnes(db).select('hash').limit(1).executeTakeFirst()) !== undefined
}

function openAcls(db: Db): Promise<Packed[]> {
  return openOnes(db).select(['hash', 'encoding', 'bytes']).limit(STEP).execute()
}

async function replace(db: Db, open: Packed, sealer: Sealer): Promise<void> {
  const sealed = sealAcl(unpack(open), sealer)
  await db.transaction().execute(async (within) => {
    await within
      .insertInto('content')
      .values({ ...sealed, stored: sealed.bytes.length, touched_at: 0 })
      .onConflict((conflict) => conflict.column('hash').doNothing())
      .execute()
    await within
      .updateTable('version')
      .set({ acl: sealed.hash })
      .where('acl', '=', open.hash)
      .execute()
    await within
      .deleteFrom('content')
      .where('hash', '=', open.hash)
      .where(sql<boolean>`not exists (select 1 from version where version.hash = content.hash)`)
      .execute()
  })
}
