import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { GET as getAcl } from '@/app/api/clusters/[cluster]/acl/route'
import { POST as postChangeSet } from '@/app/api/clusters/[cluster]/change-set/route'
import { GET as getChildren } from '@/app/api/clusters/[cluster]/children/route'
import { GET as openEvents } from '@/app/api/clusters/[cluster]/events/route'
import { POST as postPlan } from '@/app/api/clusters/[cluster]/history/plan/route'
import { GET as getHistory } from '@/app/api/clusters/[cluster]/history/route'
import { POST as postInterest } from '@/app/api/clusters/[cluster]/interest/route'
import { POST as postStats } from '@/app/api/clusters/[cluster]/stats/route'
import * as znode from '@/app/api/clusters/[cluster]/znode/route'
import { GET as getClusters } from '@/app/api/clusters/route'
import { connectForeignClient, type ForeignClient } from '@/e2e/foreign/stock-client'
import { eachRelease } from '@/e2e/zookeeper/each-release'
import { SASL_USER } from '@/e2e/zookeeper/sasl'
import { type SecuredZooKeeper, startSecuredZooKeeper } from '@/e2e/zookeeper/secured'
import { listClusters } from '@/lib/api/cluster'
import { listChanges } from '@/lib/api/history'
import { commitChangeSet, planRestore } from '@/lib/api/restore'
import * as api from '@/lib/api/znode'
import { eventually, freshPath } from '@/lib/server/zookeeper/testing'
import { childOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import { base64, startSite, type TestSite } from './testing'
import { type Call, callsOf } from './testing-call'
import { startWatch } from './testing-stream'

const ALL = ['read', 'write', 'create', 'delete', 'admin'] as const
const CHROOT = '/a/b'

await eachRelease(({ release, installation }) => {
  const isBefore35 = release === '3.4'
  const isBefore36 = isBefore35
  /** Of a stat. */
  const asksForRead = release === '3.9' || release === 'newest'
  let folder: string
  let zookeeper: SecuredZooKeeper
  let foreign: ForeignClient
  let site: TestSite
  let main: Call

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vivarium-releases-'))
    // FIPS mode, which the newest releases start in, leaves no SASL that Node could speak.
    const javaOptions = ['-Dzookeeper.fips-mode=false']
    const config = { enforceQuota: true }
    const hasTls = !isBefore35
    zookeeper = await startSecuredZooKeeper({ installation, hasTls, config, javaOptions })
    foreign = await connectForeignClient(zookeeper.server.connectString)
    for (const path of ['/a', CHROOT]) await foreign.create(path)
    const config_ = join(folder, 'vivarium.json')
    writeFileSync(config_, JSON.stringify({ clusters: clustersOf(zookeeper) }))
    site = startSite({ VIVARIUM_CONFIG: config_ })
    main = callsOf(site, 'main')
  })
  afterAll(async () => {
    await site.close()
    foreign.close()
    await zookeeper.stop()
    rmSync(folder, { recursive: true })
  })

  const read = (path: ZnodePath, call = main) =>
    call(api.readZnode, znode.GET, { query: { path, fresh: 'true' } })
  const create = (path: ZnodePath, text: string, call = main, more: object = {}) =>
    call(api.createZnode, znode.POST, { body: { path, data: base64(text), ...more } })
  const stateOf = async (id = 'main') => {
    const { clusters } = await main(listClusters, getClusters)
    const cluster = clusters.find((each) => each.id === id)
    if (!cluster) throw new Error(`no cluster ${id}`)
    return cluster.state
  }

  test('it is browsed as another client sees it', async () => {
    const path = freshPath()
    await foreign.create(path, Buffer.from([0, 255, 10]))
    await foreign.create(`${path}/child`, null)
    await foreign.create(`${path}/empty`, '')
    const { data, stat } = await foreign.get(path)
    expect(await read(path)).toMatchObject({ data: data?.toString('base64'), stat })
    expect((await read(childOf(path, 'child'))).data).toBeNull()
    expect((await read(childOf(path, 'empty'))).data).toBe('')
    const { names } = await main(api.listChildren, getChildren, { query: { path } })
    expect(names.toSorted()).toEqual(['child', 'empty'])
  })

  test('what others change reaches the screen, by watch or by polling', async () => {
    const path = freshPath()
    await foreign.create(path, 'one')
    const watch = await startWatch(
      site,
      { openEvents, postInterest },
      { nodes: [path], parents: [path] },
    )
    await watch.becomes('live')
    expect((await stateOf()).feed).toBe(isBefore36 ? 'poll' : 'watch')
    await foreign.set(path, 'two')
    await foreign.create(`${path}/child`)
    await eventually(() => watch.known.get(path)?.numChildren === 1, 'the child is counted')
    expect(watch.known.get(path)).toEqual((await foreign.get(path)).stat)
    await foreign.remove(`${path}/child`)
    await foreign.remove(path)
    await eventually(() => watch.known.get(path) === null, 'it is gone')
    watch.close()
  })

  test('a znode is created, set for the version seen and no other, and deleted', async () => {
    const path = freshPath()
    const { stat } = await create(path, 'one')
    expect(stat).toEqual((await foreign.get(path)).stat)
    const { version, czxid } = stat
    const set = (text: string) =>
      main(api.setZnode, znode.PUT, { body: { path, version, czxid, data: base64(text) } })
    const { stat: second } = await set('two')
    expect((await foreign.get(path)).data?.toString()).toBe('two')
    const late = {
      status: 409,
      code: 'bad-version',
      current: { data: base64('two'), stat: second },
    }
    await expect(set('three')).rejects.toMatchObject(late)
    await expect(create(path, 'again')).rejects.toMatchObject({ code: 'node-exists' })
    await main(api.deleteZnode, znode.DELETE, { body: { path, version: 1, czxid } })
    expect(await foreign.exists(path)).toBe(false)
  })

  test('a change set is committed as one; a refused one changes nothing and names its step', async () => {
    const path = freshPath()
    const { czxid } = (await create(path, 'one')).stat
    const [made, gone] = [childOf(path, 'made'), childOf(path, 'gone')]
    const { stat } = await create(gone, '')
    const create_ = { op: 'create', path: made, data: base64('new') } as const
    const set = { op: 'set', path, data: base64('two'), version: 0, czxid } as const
    const remove = { op: 'delete', path: gone, version: 0, czxid: stat.czxid } as const
    const commit = (steps: object[]) =>
      main(commitChangeSet, postChangeSet, { body: { steps: steps as never, reason: 'Ticket 7' } })
    const refused = commit([
      create_,
      { ...set, version: 4 },
      remove,
      { ...create_, path: childOf(made, 'deep') },
    ])
    await expect(refused).rejects.toMatchObject({ status: 409, code: 'bad-version', step: 1 })
    expect(await foreign.children(path)).toEqual(['gone'])
    await commit([create_, set, remove, { ...create_, path: childOf(made, 'deep') }])
    expect(await foreign.children(path)).toEqual(['made'])
    expect((await foreign.get(path)).data?.toString()).toBe('two')
    const query = { below: path, reason: 'Ticket' }
    const { changes } = await main(listChanges, getHistory, { query })
    expect(
      changes.map(({ path: changed, kind }) => `${changed.slice(path.length)} ${kind}`).sort(),
    ).toEqual([' changed', '/gone deleted', '/made created', '/made/deep created'])
  })

  test('a deleted znode is restored from the history with its value and ACL', async () => {
    const path = freshPath()
    const acl = [
      { scheme: 'world', id: 'anyone', permissions: ['read', 'delete', 'admin'] as const },
    ]
    const { stat } = await create(path, 'precious', main, { acl })
    const { version, czxid } = stat
    await main(api.deleteZnode, znode.DELETE, { body: { path, version, czxid } })
    const body = { path, at: stat.ctime, paths: [path] }
    const plan = await main(planRestore, postPlan, { body })
    expect(plan.skipped).toEqual([])
    await main(commitChangeSet, postChangeSet, { body: { steps: plan.steps } })
    expect((await read(path)).data).toBe(base64('precious'))
    expect((await main(api.readAcl, getAcl, { query: { path } })).acl).toEqual(acl)
  })

  test('what only a digest user may read is read with it, and spoils nothing without', async () => {
    const owner = callsOf(site, 'digest')
    const path = freshPath()
    await create(path, '')
    const [open, locked] = [childOf(path, 'open'), childOf(path, 'locked')]
    await create(open, 'x')
    const acl = [{ scheme: 'auth', id: '', permissions: ALL }]
    await create(locked, 'secret', owner, { acl })
    expect((await read(locked, owner)).data).toBe(base64('secret'))
    await expect(read(locked)).rejects.toMatchObject({ status: 403, code: 'no-auth', path: locked })
    const { names } = await main(api.listChildren, getChildren, { query: { path } })
    expect(names.toSorted()).toEqual(['locked', 'open'])
    const { stats } = await main(api.readStats, postStats, { body: { paths: [open, locked] } })
    expect(stats.map(({ stat }) => (typeof stat === 'object' ? stat?.dataLength : stat))).toEqual([
      1,
      asksForRead ? 'unreadable' : 6,
    ])
    const { stat } = await read(locked, owner)
    const step = { op: 'set', path: locked, data: null, version: 0, czxid: stat.czxid } as const
    const blind = main(commitChangeSet, postChangeSet, { body: { steps: [step] } })
    await expect(blind).rejects.toMatchObject({ status: 403, code: 'no-auth', path: locked })
    const shown = await main(api.readAcl, getAcl, { query: { path: open } })
    expect(shown.acl).toEqual([{ scheme: 'world', id: 'anyone', permissions: ALL }])
  })

  test('below a chroot paths are its own', async () => {
    const inside = callsOf(site, 'inside')
    const path = freshPath()
    await create(path, 'inside', inside)
    expect((await foreign.get(`${CHROOT}${path}`)).data?.toString()).toBe('inside')
    expect((await inside(api.listChildren, getChildren, { query: { path: ROOT } })).names).toEqual([
      path.slice(1),
    ])
  })

  test('SASL DIGEST-MD5 opens the session under that name', async () => {
    const known = callsOf(site, 'sasl')
    const path = freshPath()
    const { username: id } = SASL_USER
    const acl = [{ scheme: 'sasl', id, permissions: ALL }]
    await create(path, 'for bob', known, { acl })
    expect((await read(path, known)).data).toBe(base64('for bob'))
    await expect(read(path)).rejects.toMatchObject({ code: 'no-auth' })
  })

  if (!isBefore35)
    test('over TLS the client certificate tells who we are', async () => {
      const secure = callsOf(site, 'tls')
      const path = freshPath()
      const acl = [{ scheme: 'x509', id: 'CN=client', permissions: ALL }]
      await create(path, 'by certificate', secure, { acl })
      expect((await read(path, secure)).data).toBe(base64('by certificate'))
      await expect(read(path)).rejects.toMatchObject({ code: 'no-auth' })
    })

  if (!isBefore35)
    test('a hard quota is told as such, and nothing is written', async () => {
      const path = freshPath()
      await create(path, '')
      const limits = 'count=-1,bytes=-1=;byteHardLimit=-1;countHardLimit=2'
      const places = ['', '/zookeeper_limits', '/zookeeper_stats']
      for (const place of places)
        await foreign.create(`/zookeeper/quota${path}${place}`, place === '' ? null : limits)
      await create(childOf(path, 'one'), '')
      const two = create(childOf(path, 'two'), '')
      await expect(two).rejects.toMatchObject({ status: 409, code: 'quota-exceeded' })
      expect(await foreign.children(path)).toEqual(['one'])
    })

  test('killed and started again, it is told at once, and then live and writable again', async () => {
    const path = freshPath()
    const { czxid, version } = (await create(path, 'before')).stat
    const watch = await startWatch(
      site,
      { openEvents, postInterest },
      { nodes: [path], parents: [] },
    )
    await watch.becomes('live')
    await zookeeper.server.kill()
    await watch.becomes('paused')
    const body = { path, version, czxid, data: base64('after') }
    const write = () => main(api.setZnode, znode.PUT, { body })
    await expect(write()).rejects.toMatchObject({ status: 503 })
    await zookeeper.server.restart()
    await watch.becomes('live')
    expect((await read(path)).data).toBe(base64('before'))
    await eventually(
      () =>
        write().then(
          () => true,
          ({ status }) => status !== 503,
        ),
      'writable',
    )
    expect((await read(path)).data).toBe(base64('after'))
    watch.close()
  })
})

/** One cluster for each way to speak to the server. */
function clustersOf({ server, tls }: SecuredZooKeeper): object[] {
  const connect = server.connectString
  const { username, password } = SASL_USER
  const quiet = { historyPaths: [] }
  const plain = [
    { id: 'main', connect, connectTimeoutMs: 500 },
    { id: 'inside', connect: `${connect}${CHROOT}`, ...quiet },
    { id: 'digest', connect, auth: ['digest ada:secret'], ...quiet },
    { id: 'sasl', connect, saslUsername: username, saslPassword: password, ...quiet },
  ]
  if (!tls) return plain
  const { caFile, clientFile, clientKeyFile } = tls.certificates
  const files = { tlsCa: caFile, tlsCert: clientFile, tlsKey: clientKeyFile }
  return [...plain, { id: 'tls', connect: `127.0.0.1:${tls.securePort}`, ...files, ...quiet }]
}
