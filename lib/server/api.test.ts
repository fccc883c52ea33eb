import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GET as readAcl } from '@/app/api/clusters/[cluster]/acl/route'
import { GET as listChildren } from '@/app/api/clusters/[cluster]/children/route'
import { POST as readStats } from '@/app/api/clusters/[cluster]/stats/route'
import * as znode from '@/app/api/clusters/[cluster]/znode/route'
import { GET as listClusters } from '@/app/api/clusters/route'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { Cluster } from '@/lib/api/cluster'
import { Problem } from '@/lib/api/problem'
import * as contract from '@/lib/api/znode'
import { startSite, type TestSite } from './testing'

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

const base64 = (text: string) => Buffer.from(text).toString('base64')

async function create(path: string, text: string | null) {
  const body = { path, data: text === null ? null : base64(text) }
  const response = await site.send(znode.POST, { method: 'POST', body })
  expect(response.status).toBe(201)
  return contract.createZnode.answer.parse(await response.json())
}

async function read(path: string, more: Record<string, string> = {}) {
  const response = await site.send(znode.GET, { query: { path, ...more } })
  expect(response.status).toBe(200)
  return contract.Znode.parse(await response.json())
}

async function refusal(response: Response) {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  const problem = Problem.parse(await response.json())
  expect(response.status).toBe(problem.status)
  expect(problem.requestId).toBe(response.headers.get('x-request-id'))
  return problem
}

describe('znodes', () => {
  test('a created znode is read back byte for byte, and says so in its stat', async () => {
    const { stat } = await create('/read-back', 'grüße')
    const found = await read('/read-back', { fresh: 'true' })
    expect(found.data).toBe(base64('grüße'))
    expect(found.stat).toEqual(stat)
  })

  test('no data and empty data stay different', async () => {
    await create('/no-data', null)
    await create('/empty-data', '')
    expect((await read('/no-data')).data).toBeNull()
    expect((await read('/empty-data')).data).toBe('')
  })

  test('a value of exactly the limit is stored; one byte more is refused before sending', async () => {
    await create('/largest', 'x'.repeat(1_000_000))
    const data = base64('x'.repeat(1_000_001))
    const body = { path: '/too-large', data }
    const problem = await refusal(await site.send(znode.POST, { method: 'POST', body }))
    expect(problem).toMatchObject({ status: 413, code: 'too-large', path: '/too-large' })
    const missing = await refusal(await site.send(znode.GET, { query: { path: '/too-large' } }))
    expect(missing.code).toBe('no-node')
  })
})
