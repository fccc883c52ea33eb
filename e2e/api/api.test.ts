import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GET as readAcl } from '@/app/api/clusters/[cluster]/acl/route'
import { GET as listChildren } from '@/app/api/clusters/[cluster]/children/route'
import { POST as readStats } from '@/app/api/clusters/[cluster]/stats/route'
import * as znode from '@/app/api/clusters/[cluster]/znode/route'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import * as contract from '@/lib/api/znode'
import { base64, refusal, startSite, type TestSite } from '@/lib/server/testing/site'

let zookeeper: ZooKeeperServer
let site: TestSite

beforeAll(async () => {
  zookeeper = await startZooKeeper()
  site = startSite({
    VIVARIUM_CONNECT: zookeeper.connectString,
    VIVARIUM_PROTECTED_PATHS: '/zookeeper,/guarded',
    VIVARIUM_AUTH: 'digest operator:secret',
  })
})

afterAll(async () => {
  await site.close()
  await zookeeper.stop()
})

const ALL = ['read', 'write', 'create', 'delete', 'admin']
const STRANGER = { scheme: 'digest', id: 'stranger:VtiBJkaKgf6tJ9NGLVPFNtQ3yQk=', permissions: ALL }

const post = (body: unknown) => site.send(znode.POST, { method: 'POST', body })
const put = (body: unknown) => site.send(znode.PUT, { method: 'PUT', body })
const remove = (body: unknown) => site.send(znode.DELETE, { method: 'DELETE', body })
const get = (query: Record<string, string>) => site.send(znode.GET, { query })

async function create(path: string, text: string | null = '', more: object = {}) {
  const response = await post({ path, data: text === null ? null : base64(text), ...more })
  expect(response.status).toBe(201)
  const { stat } = contract.createZnode.answer.parse(await response.json())
  return { path, stat, version: stat.version, czxid: stat.czxid }
}

async function read(path: string) {
  const response = await get({ path, fresh: 'true' })
  expect(response.status).toBe(200)
  return contract.Znode.parse(await response.json())
}

describe('reading', () => {
  test('a created znode is read back byte for byte, with the stat it was created with', async () => {
    const { stat } = await create('/read-back', 'grüße')
    expect(await read('/read-back')).toMatchObject({ data: base64('grüße'), stat })
  })

  test('no data and empty data stay different', async () => {
    await create('/no-data', null)
    await create('/empty-data', '')
    expect((await read('/no-data')).data).toBeNull()
    expect((await read('/empty-data')).data).toBe('')
  })

  test('children come by name, with their parent’s stat', async () => {
    await create('/parent')
    const names = [
      'b',
      'a',
      '<img src=x onerror=alert(1)>',
      '__proto__',
      '%2F',
      '#?',
      '中文',
      'x'.repeat(200),
    ]
    for (const name of names) await create(`/parent/${name}`)
    const response = await site.send(listChildren, { query: { path: '/parent' } })
    const children = contract.listChildren.answer.parse(await response.json())
    expect(children.names.toSorted()).toEqual(names.toSorted())
    expect(children.stat.numChildren).toBe(names.length)
  })

  test('stats come in the order asked for, null where there is no znode', async () => {
    const { stat } = await create('/counted')
    const body = { paths: ['/missing', '/counted', '/'] }
    const response = await site.send(readStats, { method: 'POST', body })
    const { stats } = contract.readStats.answer.parse(await response.json())
    expect(stats.map(({ path }) => path)).toEqual(body.paths)
    expect(stats[0]?.stat).toBeNull()
    expect(stats[1]?.stat).toEqual(stat)
  })

  test('an ACL is shown without the digests of passwords', async () => {
    await create('/with-acl', '', {
      acl: [STRANGER, { ...STRANGER, scheme: 'world', id: 'anyone' }],
    })
    const response = await site.send(readAcl, { query: { path: '/with-acl' } })
    const { acl } = contract.readAcl.answer.parse(await response.json())
    expect(acl).toEqual([
      { scheme: 'digest', id: 'stranger:x', permissions: ALL },
      { scheme: 'world', id: 'anyone', permissions: ALL },
    ])
  })
})

describe('writing', () => {
  test('a value is set for the version that was seen, and for no other', async () => {
    const seen = await create('/set', 'one')
    expect((await put({ ...seen, stat: undefined, data: base64('two') })).status).toBe(200)
    const { version, czxid } = seen
    const late = await refusal(put({ path: '/set', version, czxid, data: base64('three') }))
    expect(late).toMatchObject({ status: 409, code: 'bad-version', path: '/set' })
    expect(late.current).toEqual({ data: base64('two'), stat: (await read('/set')).stat })
  })

  test('a new child gets its parent’s ACL unless another is asked for', async () => {
    const acl = [{ scheme: 'ip', id: '127.0.0.1', permissions: ALL }]
    await create('/fenced', '', { acl })
    await create('/fenced/child')
    const response = await site.send(readAcl, { query: { path: '/fenced/child' } })
    expect(contract.readAcl.answer.parse(await response.json()).acl).toEqual(acl)
  })

  test('a znode deleted since is told apart from one that was created again', async () => {
    const { path, version, czxid } = await create('/gone', 'mine')
    const write = { path, version, czxid }
    expect((await remove(write)).status).toBe(200)
    const deleted = await refusal(put({ ...write, data: null }))
    expect(deleted).toMatchObject({ status: 410, code: 'deleted' })
    await create('/gone', 'theirs')
    const recreated = await refusal(put({ ...write, data: null }))
    expect(recreated).toMatchObject({ status: 410, code: 'recreated' })
    expect(recreated.current?.data).toBe(base64('theirs'))
    expect((await refusal(remove(write))).code).toBe('recreated')
    expect((await read('/gone')).data).toBe(base64('theirs'))
  })

  test('a znode with children is not deleted', async () => {
    const { path, version, czxid } = await create('/full')
    await create('/full/child')
    const problem = await refusal(remove({ path, version, czxid }))
    expect(problem).toMatchObject({ status: 409, code: 'not-empty' })
  })

  test('a znode is not created twice, nor without its parent', async () => {
    await create('/twice')
    expect((await refusal(post({ path: '/twice', data: null }))).code).toBe('node-exists')
    const orphan = await refusal(post({ path: '/nobody/child', data: null }))
    expect(orphan).toMatchObject({ code: 'no-node', path: '/nobody' })
  })

  test.each(['/zookeeper', '/zookeeper/quota', '/guarded', '/guarded/deep'])(
    'nothing is written to the protected %s',
    async (path) => {
      const write = { path, version: 0, czxid: '0x0' }
      for (const problem of [
        await refusal(post({ path, data: null })),
        await refusal(put({ ...write, data: null })),
        await refusal(remove(write)),
      ])
        expect(problem).toMatchObject({ status: 423, code: 'protected', path })
    },
  )

  test('the root is never deleted', async () => {
    expect((await refusal(remove({ path: '/', version: 0, czxid: '0x0' }))).code).toBe('protected')
  })
})

describe('bad input', () => {
  test.each(['', 'a', '/a/', '/a//b', '/a/../b', '/./a', '/a\u0000', '/a\uFFFF', '/\u{1F600}'])(
    'the path %j is refused as such',
    async (path) => {
      expect(await refusal(get({ path }))).toMatchObject({ status: 400, code: 'invalid-path' })
      expect((await refusal(post({ path, data: null }))).code).toBe('invalid-path')
    },
  )

  test('a missing znode is a 404 that names it', async () => {
    const problem = await refusal(get({ path: '/missing' }))
    expect(problem).toMatchObject({ status: 404, code: 'no-node', path: '/missing' })
  })

  test('a value of exactly the limit is stored; one byte more is refused before sending', async () => {
    await create('/largest', 'x'.repeat(1_000_000))
    const body = { path: '/larger', data: base64('x'.repeat(1_000_001)) }
    const problem = await refusal(post(body))
    expect(problem).toMatchObject({ status: 413, code: 'too-large', path: '/larger' })
    expect((await refusal(get({ path: '/larger' }))).code).toBe('no-node')
  })

  test('a body beyond every limit is given up, with the limit that people know', async () => {
    const problem = await refusal(post(`{"path":"/huge","data":"${'A'.repeat(9_000_000)}"}`))
    expect(problem).toMatchObject({ status: 413, code: 'too-large' })
    expect(problem.detail).toContain('the limit is 1000000 bytes')
  })

  test.each([
    ['version', 'three'],
    ['version', '3'],
    ['version', 1.5],
    ['version', -1],
    ['version', 2 ** 31],
    ['czxid', 12],
    ['czxid', '12'],
    ['data', 'not base64!'],
    ['data', undefined],
    ['path', 7],
    ['__proto__x', 'unknown'],
  ])('a write whose %s is %j is refused', async (field, value) => {
    const body = { path: '/', data: null, version: 0, czxid: '0x0', [field]: value }
    const problem = await refusal(put(body))
    expect(problem).toMatchObject({ status: 400, code: 'invalid-request' })
    expect(problem.detail).toContain(field)
  })

  test('a body that is not JSON is refused', async () => {
    expect((await refusal(put('version=3'))).code).toBe('invalid-request')
  })

  test('an unknown or doubled parameter is refused', async () => {
    expect((await refusal(get({ path: '/', depth: '3' }))).code).toBe('invalid-request')
    const query: [string, string][] = [
      ['path', '/a'],
      ['path', '/b'],
    ]
    expect((await refusal(site.send(znode.GET, { query }))).code).toBe('invalid-request')
  })

  test('a znode whose ACL does not let us in is a 403, and is still told to be there', async () => {
    const { version, czxid } = await create('/theirs', 'secret', { acl: [STRANGER] })
    const problem = await refusal(get({ path: '/theirs' }))
    expect(problem).toMatchObject({ status: 403, code: 'no-auth', path: '/theirs' })
    expect(problem.detail).toContain('“read”')
    const written = await refusal(put({ path: '/theirs', version, czxid, data: null }))
    expect(written).toMatchObject({ code: 'no-auth', detail: expect.stringContaining('“write”') })
    const acl = [{ scheme: 'world', id: 'anyone', permissions: ALL }]
    const child = await refusal(post({ path: '/theirs/child', data: null, acl }))
    expect(child).toMatchObject({ path: '/theirs', detail: expect.stringContaining('“create”') })
    expect((await refusal(site.send(readAcl, { query: { path: '/theirs' } }))).code).toBe('no-auth')
    const body = { paths: ['/theirs'] }
    const response = await site.send(readStats, { method: 'POST', body })
    const { stats } = contract.readStats.answer.parse(await response.json())
    expect(stats[0]?.stat).not.toBeNull()
  })
})
