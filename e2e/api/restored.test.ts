import { afterAll, beforeAll, expect, test } from 'vitest'
import { GET as readAcl } from '@/app/api/clusters/[cluster]/acl/route'
import { POST as changeSet } from '@/app/api/clusters/[cluster]/change-set/route'
import { POST as plan } from '@/app/api/clusters/[cluster]/history/plan/route'
import { GET as changes } from '@/app/api/clusters/[cluster]/history/route'
import * as znode from '@/app/api/clusters/[cluster]/znode/route'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { eventually } from '@/lib/server/testing/sessions'
import { startSite, type TestSite } from '@/lib/server/testing/site'

/** ZooKeeper gives these to a znode of ours alone: the root lets everybody do everything. */
const OWN = { scheme: 'world', id: 'anyone', permissions: ['read', 'delete', 'admin'] }

let zookeeper: ZooKeeperServer
let site: TestSite

beforeAll(async () => {
  zookeeper = await startZooKeeper()
  site = startSite({ VIVARIUM_CONNECT: zookeeper.connectString })
})

afterAll(async () => {
  await site.close()
  await zookeeper.stop()
})

const post = async (route: typeof znode.POST, body: object) => {
  const answer = await site.send(route, { method: 'POST', body })
  expect(answer.status, await answer.clone().text()).toBeLessThan(300)
  return await answer.json()
}

const aclOf = async (path: string) =>
  (await (await site.send(readAcl, { query: { path } })).json()).acl

/** Created with an ACL of its own, seen by somebody, and deleted. */
async function gone(path: string) {
  const { stat } = await post(znode.POST, { path, data: null, acl: [OWN] })
  await site.send(znode.GET, { query: { path } })
  await eventually(async () => {
    const answer = await site.send(changes, { query: { path } })
    const [change] = (await answer.json()).changes
    return change?.aversion === 0
  }, 'its ACL is recorded')
  const body = { path, version: 0, czxid: stat.czxid }
  const answer = await site.send(znode.DELETE, { method: 'DELETE', body })
  expect(answer.status).toBe(200)
  return stat
}

test('a znode that is created again in the place of one gets the ACL of that', async () => {
  const { czxid } = await gone('/created-again')
  await post(znode.POST, { path: '/created-again', data: null, restores: czxid })
  expect(await aclOf('/created-again')).toEqual([OWN])
})

test('so does one that a plan restores', async () => {
  const { mtime } = await gone('/planned')
  const asked = { path: '/planned', at: mtime, paths: ['/planned'] }
  const { steps, acls } = await post(plan, asked)
  expect(acls).toMatchObject([{ from: 'recorded', acl: [OWN] }])
  await post(changeSet, { steps })
  expect(await aclOf('/planned')).toEqual([OWN])
})
