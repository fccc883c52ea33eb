import { expect, test } from 'vitest'
import { GET as getAcl } from '@/app/api/clusters/[cluster]/acl/route'
import { POST as postChangeSet } from '@/app/api/clusters/[cluster]/change-set/route'
import { GET as getChildren } from '@/app/api/clusters/[cluster]/children/route'
import { GET as openEvents } from '@/app/api/clusters/[cluster]/events/route'
import { GET as getPast } from '@/app/api/clusters/[cluster]/history/past/route'
import { POST as postPlan } from '@/app/api/clusters/[cluster]/history/plan/route'
import { POST as postInterest } from '@/app/api/clusters/[cluster]/interest/route'
import { POST as postStats } from '@/app/api/clusters/[cluster]/stats/route'
import { eachRelease } from '@/e2e/zookeeper/each-release'
import { SASL_USER } from '@/e2e/zookeeper/sasl'
import { readPast } from '@/lib/api/past'
import { commitChangeSet, planRestore } from '@/lib/api/restore'
import * as api from '@/lib/api/znode'
import { CHROOT, releaseStage } from '@/lib/server/testing/release'
import { eventually, freshPath } from '@/lib/server/testing/sessions'
import { base64 } from '@/lib/server/testing/site'
import { startWatch } from '@/lib/server/testing/stream'
import { childOf, ROOT } from '@/lib/znode/path'

const ALL = ['read', 'write', 'create', 'delete', 'admin'] as const

await eachRelease((it) => {
  const isBefore35 = it.release === '3.4'
  /** Of a stat. */
  const asksForRead = it.release === '3.9' || it.release === 'newest'
  const stage = releaseStage(it)
  const { read, create } = stage

  test('what only a digest user may read is read with it, and spoils nothing without', async () => {
    const owner = stage.by('digest')
    const path = freshPath()
    await create(path, '')
    const [open, locked] = [childOf(path, 'open'), childOf(path, 'locked')]
    await create(open, 'x')
    const acl = [{ scheme: 'auth', id: '', permissions: ALL }]
    await create(locked, 'secret', owner, { acl })
    expect((await read(locked, owner)).data).toBe(base64('secret'))
    await expect(read(locked)).rejects.toMatchObject({ status: 403, code: 'no-auth', path: locked })
    const { names } = await stage.by('main')(api.listChildren, getChildren, { query: { path } })
    expect(names.toSorted()).toEqual(['locked', 'open'])
    const { stats } = await stage.by('main')(api.readStats, postStats, {
      body: { paths: [open, locked] },
    })
    expect(stats.map(({ stat }) => (typeof stat === 'object' ? stat?.dataLength : stat))).toEqual([
      1,
      asksForRead ? 'unreadable' : 6,
    ])
    const { stat } = await read(locked, owner)
    const step = { op: 'set', path: locked, data: null, version: 0, czxid: stat.czxid } as const
    const blind = stage.by('main')(commitChangeSet, postChangeSet, { body: { steps: [step] } })
    await expect(blind).rejects.toMatchObject({ status: 403, code: 'no-auth', path: locked })
    const shown = await stage.by('main')(api.readAcl, getAcl, { query: { path: open } })
    expect(shown.acl).toEqual([{ scheme: 'world', id: 'anyone', permissions: ALL }])
  })

  test('a znode whose ACL is closed while it is on a screen is told as such, and when it goes', async () => {
    const path = freshPath()
    const [locked, beside] = [childOf(path, 'locked'), childOf(path, 'beside')]
    for (const each of [path, locked, beside]) await create(each, 'x')
    const look = { nodes: [locked, beside], parents: [path] }
    const watch = await startWatch(stage.site, { openEvents, postInterest }, look)
    await eventually(() => watch.known.has(locked), 'it is known')
    const { stat } = await stage.foreign.get(locked)
    await stage.foreign.lock(locked)
    const told = (kind: string) => () =>
      watch.changes.some((change) => change.path === locked && change.kind === kind)
    await eventually(told('acl'), 'another ACL is told')
    if (asksForRead) expect(watch.known.get(locked)).toBe('unreadable')
    else expect(watch.known.get(locked)).toEqual({ ...stat, aversion: 1 })
    // A screen that is opened now shows the one, and knows of the other that it is there.
    const late = await startWatch(stage.site, { openEvents, postInterest }, look)
    await eventually(() => late.known.size === 2, 'both are known')
    expect(late.known).toEqual(watch.known)
    await stage.foreign.remove(locked)
    for (const screen of [watch, late])
      await eventually(() => screen.known.get(locked) === null, 'it is told to be gone')
    for (const screen of [watch, late]) screen.close()
  })

  test('a recorded znode whose ACL was closed is told as there, and not restored over', async () => {
    const main = stage.by('main')
    const path = freshPath()
    const { stat } = await create(path, 'then')
    const at = `${stat.ctime}`
    await stage.foreign.lock(path)
    const { self } = await main(readPast, getPast, { query: { path, at } })
    expect(self?.status).toBe(asksForRead ? 'unreadable' : 'same')
    const plan = await main(planRestore, postPlan, {
      body: { path, at: stat.ctime, paths: [path] },
    })
    expect(plan.skipped).toEqual([{ path, why: asksForRead ? 'unreadable' : 'same' }])
  })

  test('below a chroot paths are its own', async () => {
    const inside = stage.by('inside')
    const path = freshPath()
    await create(path, 'inside', inside)
    expect((await stage.foreign.get(`${CHROOT}${path}`)).data?.toString()).toBe('inside')
    expect((await inside(api.listChildren, getChildren, { query: { path: ROOT } })).names).toEqual([
      path.slice(1),
    ])
  })

  test('SASL DIGEST-MD5 opens the session under that name', async () => {
    const known = stage.by('sasl')
    const path = freshPath()
    const { username: id } = SASL_USER
    const acl = [{ scheme: 'sasl', id, permissions: ALL }]
    await create(path, 'for bob', known, { acl })
    expect((await read(path, known)).data).toBe(base64('for bob'))
    await expect(read(path)).rejects.toMatchObject({ code: 'no-auth' })
  })

  if (!isBefore35)
    test('over TLS the client certificate tells who we are', async () => {
      const secure = stage.by('tls')
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
        await stage.foreign.create(`/zookeeper/quota${path}${place}`, place === '' ? null : limits)
      await create(childOf(path, 'one'), '')
      const two = create(childOf(path, 'two'), '')
      await expect(two).rejects.toMatchObject({ status: 409, code: 'quota-exceeded' })
      expect(await stage.foreign.children(path)).toEqual(['one'])
    })
})
