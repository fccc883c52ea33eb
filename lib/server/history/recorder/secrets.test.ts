import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import Database from 'libsql'
import { expect, test } from 'vitest'
import { startZooKeeper } from '@/e2e/zookeeper/standalone'
import { createZnode, setZnode } from '@/lib/server/cluster/write/znode-writes'
import { lastAclOf } from '@/lib/server/history/rows/acl-at'
import { pack, packAcl, unpackAcl } from '@/lib/server/history/rows/content'
import { sealEarlierAcls } from '@/lib/server/history/rows/seal-acls'
import { Store } from '@/lib/server/store/store'
import { recordingStage } from '@/lib/server/testing/recording'
import { PERSISTENT } from '@/lib/server/testing/sessions'
import { type AclEntry, OPEN_ACL } from '@/lib/znode/acl'
import { childOf } from '@/lib/znode/path'

const stage = recordingStage({ startZooKeeper })
const bytes = (text: string) => Buffer.from(text)
const DIGEST = 'canaryuser:hashCANARYdigestCANARYhash='
const PASSWORD = 'canary-credential-of-vivarium'
const ACL: AclEntry[] = [
  ...OPEN_ACL,
  { scheme: 'digest', id: DIGEST, permissions: ['read', 'admin'] },
]

/** Everything in the files of a folder: as it lies there, and what is packed, unpacked. */
function everythingIn(folder: string): Buffer {
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)))
  const database = new Database(join(folder, 'vivarium.db'))
  const rows = database.prepare('select encoding, bytes from content').all([]) as Array<{
    encoding: string
    bytes: ArrayBuffer
  }>
  database.close()
  const unpacked = rows.map((row) => {
    const content = Buffer.from(row.bytes)
    return row.encoding === 'deflate' ? inflateRawSync(content) : content
  })
  return Buffer.concat([...files, ...unpacked])
}

test('no digest, credential or session password is in any file, unpacked ones included', async () => {
  const { foreign, path } = stage
  const place = { kind: 'file', folder: join(ownFolder(), 'data') } as const
  const passwords: Buffer[] = []
  await stage.recording(
    async (vivarium) => {
      await foreign.create(path, bytes('a value that is kept'), { ...PERSISTENT, acl: ACL })
      await vivarium.recorded(path, 1)
      const child = childOf(path, 'ours')
      const { value } = await createZnode(vivarium.writing(), { path: child, data: null, acl: ACL })
      const seen = { path: child, version: 0, czxid: value.stat.czxid }
      await setZnode(vivarium.writing(), seen, bytes('two'))
      for (const purpose of ['read', 'write'] as const) {
        const { key } = await vivarium.cluster.gateway.connected(purpose)
        if (key) passwords.push(key.password)
      }
      await vivarium.recorded(child, 2)
      const all = everythingIn(place.folder)
      expect(all.includes('a value that is kept')).toBe(true)
      const secrets = ['CANARY', 'canaryuser', PASSWORD, ...passwords]
      for (const secret of secrets) expect([secret, all.includes(secret)]).toEqual([secret, false])
      for (const password of passwords)
        for (const spelling of ['hex', 'base64', 'base64url'] as const)
          expect(all.includes(password.toString(spelling))).toBe(false)
      const { czxid } = value.stat
      const acl = await vivarium.history.query((db, cluster, sealer) =>
        lastAclOf(db, cluster, { path: child, czxid, sealer }),
      )
      expect(acl).toEqual(ACL)
      const acls = await vivarium.store.read((db) =>
        db.selectFrom('content').select('hash').where('encoding', '=', 'sealed').execute(),
      )
      expect(acls).toHaveLength(1)
    },
    { place, auth: [{ scheme: 'digest', credential: `vivarium:${PASSWORD}` }] },
  )
  expect(everythingIn(place.folder).includes('CANARY')).toBe(false)
})

test('what an earlier release kept in the open is sealed, and nothing of it stays in the file', async () => {
  const folder = ownFolder()
  mkdirSync(folder, { recursive: true })
  const store = new Store({ kind: 'file', folder })
  const open = pack(bytes(JSON.stringify(ACL.concat(ACL, ACL))))
  const row = {
    ...{ cluster: 'main', moment: '01', kind: 'seen' as const, czxid: '0x1', version: 1 },
    ...{ value: 'none' as const, hash: null, size: 0, aversion: 0, acl: open.hash, at: 1 },
    ...{ recorded_at: 1, away: 0, intent: null, person: null, reason: null, session: null },
  }
  await store.use(async (db) => {
    const shared = { ...open, stored: open.bytes.length, touched_at: 1 }
    await db.insertInto('content').values(shared).execute()
    for (const key of ['1', '2', '3'])
      await db
        .insertInto('version')
        .values({ ...row, path: `/${key}`, key })
        .execute()
  })
  expect(everythingIn(folder).includes('CANARY')).toBe(true)
  await sealEarlierAcls(store)
  await sealEarlierAcls(store)
  expect(everythingIn(folder).includes('CANARY')).toBe(false)
  expect(everythingIn(folder).includes(open.bytes)).toBe(false)
  for (const path of ['/1', '/2', '/3'] as const) {
    const acl = await store.read((db) =>
      lastAclOf(db, 'main', { path: path as never, czxid: '0x1', sealer: store.sealer }),
    )
    expect(acl).toEqual(ACL.concat(ACL, ACL))
  }
  await store.close()
})

function ownFolder(): string {
  const place = stage.ownPlace()
  if (place.kind !== 'file') throw new Error('it is no folder')
  return place.folder
}

test('an ACL that is not one, or is cut off, counts as not recorded', () => {
  const { sealer } = new Store({ kind: 'postgres', url: 'postgres://nowhere' })
  for (const text of ['', '[', '{}', '[{}]', '[{"scheme":1,"id":"x","permissions":[]}]'])
    expect(unpackAcl(pack(bytes(text)), sealer)).toBe(undefined)
})

test('on a database that is shared without a secret digests are not kept at all', () => {
  const { sealer } = new Store({ kind: 'postgres', url: 'postgres://nowhere' })
  const kept = unpackAcl(packAcl(ACL, sealer), sealer)
  expect(kept?.map(({ id }) => id)).toEqual(['anyone', 'canaryuser:x'])
})
