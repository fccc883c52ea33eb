import type { APIResponse } from '@playwright/test'
import { expect, test } from '@/e2e/browser/fixtures'

const ZNODE = '/api/clusters/main/znode'
const ACL = '/api/clusters/main/acl'
const UNKNOWN_ZXID = '0x7fffffff00000001'

/** The problem document of `answer`, once it is one. */
async function problemOf(answer: APIResponse) {
  expect(answer.headers()['content-type']).toContain('application/problem+json')
  const problem: { code: string; title: string; status: number; detail?: string; path?: string } =
    await answer.json()
  expect(problem.status).toBe(answer.status())
  expect(problem.title).not.toBe('')
  return problem
}

for (const path of ['config', '/config/', '//config', '/a/../b', '/a/./b', '/a\u0000b', '']) {
  test(`refuses the invalid path ${JSON.stringify(path)}`, async ({ api }) => {
    const answer = await api.get(ZNODE, { params: { path } })
    expect(answer.status()).toBe(400)
    expect(await problemOf(answer)).toMatchObject({ code: 'invalid-path' })
  })
}

test('names the znode that does not exist', async ({ api, root }) => {
  const answer = await api.get(ZNODE, { params: { path: `${root}/missing` } })
  expect(answer.status()).toBe(404)
  expect(await problemOf(answer)).toMatchObject({ code: 'no-node', path: `${root}/missing` })
})

test('refuses a value over the limit before it is sent', async ({ api, zk, root }) => {
  const { czxid, version } = await statOf(api, root)
  const data = Buffer.alloc(1_000_001, 'x').toString('base64')
  const answer = await api.put(ZNODE, { data: { path: root, data, version, czxid } })
  expect(answer.status()).toBe(413)
  expect(await problemOf(answer)).toMatchObject({ code: 'too-large' })
  expect((await zk.get(root)).version).toBe(version)

  const largest = Buffer.alloc(1_000_000, 'x').toString('base64')
  const accepted = await api.put(ZNODE, { data: { path: root, data: largest, version, czxid } })
  expect(accepted.status()).toBe(200)
})

test('refuses a body that is not JSON', async ({ api }) => {
  const headers = { 'content-type': 'application/json' }
  const answer = await api.put(ZNODE, { headers, data: Buffer.from('{"path": "/a",') })
  expect(answer.status()).toBe(400)
  expect(await problemOf(answer)).toMatchObject({ code: 'invalid-request' })
})

test('refuses a write that is not sent as JSON', async ({ api }) => {
  const headers = { 'content-type': 'text/plain' }
  const answer = await api.post(ZNODE, { headers, data: '{"path":"/a","data":null}' })
  expect([400, 403, 415]).toContain(answer.status())
  await problemOf(answer)
})

test('names the cluster that is not configured', async ({ api }) => {
  const answer = await api.get('/api/clusters/nowhere/znode', { params: { path: '/' } })
  expect(answer.status()).toBe(404)
  expect(await problemOf(answer)).toMatchObject({ code: 'unknown-cluster' })
})

for (const version of ['three', -1, 1.5, null, 2 ** 31]) {
  test(`refuses the version ${JSON.stringify(version)}`, async ({ api, zk, root }) => {
    const body = { path: root, data: null, version, czxid: UNKNOWN_ZXID }
    const answer = await api.put(ZNODE, { data: body })
    expect(answer.status()).toBe(400)
    const problem = await problemOf(answer)
    expect(problem.code).toBe('invalid-request')
    expect(problem.detail).toContain('version')
    expect((await zk.get(root)).version).toBe(0)
  })
}

test('refuses a member it does not know', async ({ api, root }) => {
  const answer = await api.get(ZNODE, { params: { path: root, watch: 'true' } })
  expect(answer.status()).toBe(400)
  expect(await problemOf(answer)).toMatchObject({ code: 'invalid-request' })
})

test('says which permission a digest ACL withholds', async ({ api, zk, root }) => {
  const path = `${root}/locked`
  await zk.create(path, 'secret')
  await zk.lock(path)
  const read = await api.get(ZNODE, { params: { path } })
  expect(read.status()).toBe(403)
  const problem = await problemOf(read)
  expect(problem).toMatchObject({ code: 'no-auth', path })
  expect(JSON.stringify(problem)).not.toContain('secret')
})

test('refuses to write where the configuration protects', async ({ api }) => {
  const answer = await api.post(ZNODE, { data: { path: '/zookeeper/mine', data: null } })
  expect(answer.status()).toBe(423)
  expect(await problemOf(answer)).toMatchObject({ code: 'protected' })
})

test('a create of what exists and a delete of what has children are conflicts', async ({
  api,
  zk,
  root,
}) => {
  await zk.create(`${root}/child`)
  const created = await api.post(ZNODE, { data: { path: `${root}/child`, data: null } })
  expect(created.status()).toBe(409)
  expect(await problemOf(created)).toMatchObject({ code: 'node-exists' })
  const { czxid, version } = await statOf(api, root)
  const deleted = await api.delete(ZNODE, { data: { path: root, version, czxid } })
  expect(deleted.status()).toBe(409)
  expect(await problemOf(deleted)).toMatchObject({ code: 'not-empty' })
})

test('a stale version gets what the znode holds now', async ({ api, zk, root }) => {
  const seen = await statOf(api, root)
  await zk.set(root, 'theirs')
  const body = { path: root, data: '', version: seen.version, czxid: seen.czxid }
  const answer = await api.put(ZNODE, { data: body })
  expect(answer.status()).toBe(409)
  expect(await problemOf(answer)).toMatchObject({
    code: 'bad-version',
    current: { data: Buffer.from('theirs').toString('base64'), stat: { version: 1 } },
  })
})

const READ = { scheme: 'world', id: 'anyone', permissions: ['read', 'admin'] }
const READERS = { ...READ, permissions: ['read'] }

for (const [what, body] of [
  ['without an ACL', {}],
  ['with no entry', { acl: [] }],
  ['with an ACL and a change to undo', { acl: [READ], undoes: 1 }],
  ['with a permission that does not exist', { acl: [{ ...READ, permissions: ['own'] }] }],
  ['of a version below any', { acl: [READ], aversion: -1 }],
  ['with a member it does not know', { acl: [READ], force: true }],
  ['that undoes what is no number', { undoes: 'the last' }],
] as const) {
  test(`refuses another ACL ${what}`, async ({ api, zk, root }) => {
    const { czxid } = await statOf(api, root)
    const answer = await api.put(ACL, { data: { path: root, aversion: 0, czxid, ...body } })
    expect(answer.status()).toBe(400)
    expect(await problemOf(answer)).toMatchObject({ code: 'invalid-request' })
    expect((await zk.get(root)).stat.aversion).toBe(0)
  })
}

test('refuses an ACL that Vivarium could not change again, unless that is said to be meant', async ({
  api,
  zk,
  root,
}) => {
  const { czxid } = await statOf(api, root)
  const put = (body: object) =>
    api.put(ACL, { data: { path: root, aversion: 0, czxid, acl: [READERS], ...body } })
  const refused = await put({})
  expect(refused.status()).toBe(409)
  expect(await problemOf(refused)).toMatchObject({ code: 'locks-out', path: root })
  expect((await zk.get(root)).stat.aversion).toBe(0)
  const everything = ['read', 'write', 'create', 'delete', 'admin']
  const meant = await put({ acl: [{ ...READ, permissions: everything }], locksOut: true })
  expect(meant.status()).toBe(200)
})

test('an ACL that ZooKeeper refuses, a stale one and an unknown change each say so', async ({
  api,
  zk,
  root,
}) => {
  const { czxid } = await statOf(api, root)
  const put = (body: object) =>
    api.put(ACL, { data: { path: root, aversion: 0, czxid, acl: [READ], ...body } })
  const strange = await put({
    acl: [{ ...READ, scheme: 'nobody', id: 'knows' }],
    locksOut: true,
  })
  expect(strange.status()).toBe(400)
  expect(await problemOf(strange)).toMatchObject({ code: 'invalid-acl', path: root })
  const stale = await put({ aversion: 3 })
  expect(stale.status()).toBe(409)
  expect(await problemOf(stale)).toMatchObject({ code: 'bad-version' })
  const another = await put({ czxid: UNKNOWN_ZXID })
  expect(another.status()).toBe(410)
  expect(await problemOf(another)).toMatchObject({ code: 'recreated' })
  const unknown = await put({ acl: undefined, undoes: 2_000_000 })
  expect(unknown.status()).toBe(404)
  expect(await problemOf(unknown)).toMatchObject({ code: 'no-change' })
  const guarded = await put({ path: '/zookeeper' })
  expect(guarded.status()).toBe(423)
  expect((await zk.get(root)).stat.aversion).toBe(0)
})

async function statOf(
  api: { get: (url: string, options: object) => Promise<APIResponse> },
  path: string,
) {
  const answer = await api.get(ZNODE, { params: { path } })
  expect(answer.status()).toBe(200)
  const { stat }: { stat: { czxid: string; version: number } } = await answer.json()
  return stat
}
