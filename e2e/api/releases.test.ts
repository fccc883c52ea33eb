import { expect, test } from 'vitest'
import { GET as getAcl } from '@/app/api/clusters/[cluster]/acl/route'
import { POST as postChangeSet } from '@/app/api/clusters/[cluster]/change-set/route'
import { GET as getChildren } from '@/app/api/clusters/[cluster]/children/route'
import { GET as openEvents } from '@/app/api/clusters/[cluster]/events/route'
import { POST as postPlan } from '@/app/api/clusters/[cluster]/history/plan/route'
import { GET as getHistory } from '@/app/api/clusters/[cluster]/history/route'
import { POST as postInterest } from '@/app/api/clusters/[cluster]/interest/route'
import * as znode from '@/app/api/clusters/[cluster]/znode/route'
import { GET as getClusters } from '@/app/api/clusters/route'
import { eachRelease } from '@/e2e/zookeeper/each-release'
import { listClusters } from '@/lib/api/cluster'
import { listChanges } from '@/lib/api/history'
import { commitChangeSet, planRestore } from '@/lib/api/restore'
import * as api from '@/lib/api/znode'
import { releaseStage } from '@/lib/server/testing/release'
import { eventually, freshPath } from '@/lib/server/testing/sessions'
import { base64 } from '@/lib/server/testing/site'
import { startWatch, statKnown } from '@/lib/server/testing/stream'
import { childOf } from '@/lib/znode/path'

await eachRelease((it) => {
  const isBefore36 = it.release === '3.4'
  const stage = releaseStage(it)
  const { read, create } = stage
  const stateOf = async () => {
    const { clusters } = await stage.by('main')(listClusters, getClusters)
    return clusters.find(({ id }) => id === 'main')?.state
  }

  test('it is browsed as another client sees it', async () => {
    const path = freshPath()
    await stage.foreign.create(path, Buffer.from([0, 255, 10]))
    await stage.foreign.create(`${path}/child`, null)
    await stage.foreign.create(`${path}/empty`, '')
    const { data, stat } = await stage.foreign.get(path)
    expect(await read(path)).toMatchObject({ data: data?.toString('base64'), stat })
    expect((await read(childOf(path, 'child'))).data).toBeNull()
    expect((await read(childOf(path, 'empty'))).data).toBe('')
    const { names } = await stage.by('main')(api.listChildren, getChildren, { query: { path } })
    expect(names.toSorted()).toEqual(['child', 'empty'])
  })

  test('what others change reaches the screen, by watch or by polling', async () => {
    const path = freshPath()
    await stage.foreign.create(path, 'one')
    const watch = await startWatch(
      stage.site,
      { openEvents, postInterest },
      { nodes: [path], parents: [path] },
    )
    await watch.becomes('live')
    expect((await stateOf())?.feed).toBe(isBefore36 ? 'poll' : 'watch')
    await stage.foreign.set(path, 'two')
    await stage.foreign.create(`${path}/child`)
    await eventually(() => statKnown(watch, path)?.numChildren === 1, 'the child is counted')
    expect(watch.known.get(path)).toEqual((await stage.foreign.get(path)).stat)
    await stage.foreign.remove(`${path}/child`)
    await stage.foreign.remove(path)
    await eventually(() => watch.known.get(path) === null, 'it is gone')
    watch.close()
  })

  test('a znode is created, set for the version seen and no other, and deleted', async () => {
    const path = freshPath()
    const { stat } = await create(path, 'one')
    expect(stat).toEqual((await stage.foreign.get(path)).stat)
    const { version, czxid } = stat
    const set = (text: string) =>
      stage.by('main')(api.setZnode, znode.PUT, {
        body: { path, version, czxid, data: base64(text) },
      })
    const { stat: second } = await set('two')
    expect((await stage.foreign.get(path)).data?.toString()).toBe('two')
    const late = {
      status: 409,
      code: 'bad-version',
      current: { data: base64('two'), stat: second },
    }
    await expect(set('three')).rejects.toMatchObject(late)
    await expect(create(path, 'again')).rejects.toMatchObject({ code: 'node-exists' })
    await stage.by('main')(api.deleteZnode, znode.DELETE, { body: { path, version: 1, czxid } })
    expect(await stage.foreign.exists(path)).toBe(false)
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
      stage.by('main')(commitChangeSet, postChangeSet, {
        body: { steps: steps as never, reason: 'Ticket 7' },
      })
    const refused = commit([
      create_,
      { ...set, version: 4 },
      remove,
      { ...create_, path: childOf(made, 'deep') },
    ])
    await expect(refused).rejects.toMatchObject({ status: 409, code: 'bad-version', step: 1 })
    expect(await stage.foreign.children(path)).toEqual(['gone'])
    await commit([create_, set, remove, { ...create_, path: childOf(made, 'deep') }])
    expect(await stage.foreign.children(path)).toEqual(['made'])
    expect((await stage.foreign.get(path)).data?.toString()).toBe('two')
    const query = { below: path, reason: 'Ticket' }
    const { changes } = await stage.by('main')(listChanges, getHistory, { query })
    expect(
      changes.map(({ path: changed, kind }) => `${changed.slice(path.length)} ${kind}`).sort(),
    ).toEqual([' changed', '/gone deleted', '/made created', '/made/deep created'])
  })

  test('a deleted znode is restored from the history with its value and ACL', async () => {
    const path = freshPath()
    const acl = [
      { scheme: 'world', id: 'anyone', permissions: ['read', 'delete', 'admin'] as const },
    ]
    const { stat } = await create(path, 'precious', stage.by('main'), { acl })
    const { version, czxid } = stat
    await stage.by('main')(api.deleteZnode, znode.DELETE, { body: { path, version, czxid } })
    const body = { path, at: stat.ctime, paths: [path] }
    const plan = await stage.by('main')(planRestore, postPlan, { body })
    expect(plan.skipped).toEqual([])
    await stage.by('main')(commitChangeSet, postChangeSet, { body: { steps: plan.steps } })
    expect((await read(path)).data).toBe(base64('precious'))
    expect((await stage.by('main')(api.readAcl, getAcl, { query: { path } })).acl).toEqual(acl)
  })

  test('killed and started again, it is told at once, and then live and writable again', async () => {
    const path = freshPath()
    const { czxid, version } = (await create(path, 'before')).stat
    const watch = await startWatch(
      stage.site,
      { openEvents, postInterest },
      { nodes: [path], parents: [] },
    )
    await watch.becomes('live')
    await stage.zookeeper.server.kill()
    await watch.becomes('paused')
    const body = { path, version, czxid, data: base64('after') }
    const write = () => stage.by('main')(api.setZnode, znode.PUT, { body })
    await expect(write()).rejects.toMatchObject({ status: 503 })
    await stage.zookeeper.server.restart()
    await watch.becomes('live')
    // What was asked just as the connection came may go down with an earlier one.
    const isAnswered = (ask: () => Promise<unknown>) =>
      ask().then(
        () => true,
        ({ status }) => status !== 503,
      )
    await eventually(() => isAnswered(() => read(path)), 'readable')
    expect((await read(path)).data).toBe(base64('before'))
    await eventually(() => isAnswered(write), 'writable')
    expect((await read(path)).data).toBe(base64('after'))
    watch.close()
  })
})
