import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ODD_SASL_USERS, type SaslZooKeeper, startSaslZooKeeper } from '@/e2e/zookeeper/sasl'
import { startTlsZooKeeper, type TlsZooKeeper } from '@/e2e/zookeeper/tls'
import {
  closeAll,
  connected,
  EPHEMERAL,
  eventually,
  freshPath,
  open,
} from '@/lib/server/testing/sessions'
import { ROOT } from '@/lib/znode/path'

afterEach(closeAll)

describe('TLS', () => {
  let tls: TlsZooKeeper

  beforeAll(async () => {
    tls = await startTlsZooKeeper({ clientAuth: 'want' })
  })
  afterAll(() => tls.stop())

  test('a session over TLS carries large values both ways', async () => {
    const session = await connected(tls.securePort, { tls: { ca: tls.certificates.ca } })
    const path = freshPath()
    const data = Buffer.alloc(900_000, 'Vivarium')
    await session.create(path, data, EPHEMERAL)
    expect((await session.getData(path)).value.data?.equals(data)).toBe(true)
    const ids = (await session.whoAmI()).value
    expect(ids.map(({ scheme }) => scheme)).not.toContain('x509')
  })

  test('with a client certificate the server knows who we are', async () => {
    const { ca, client } = tls.certificates
    const session = await connected(tls.securePort, { tls: { ca, ...client } })
    expect((await session.whoAmI()).value).toContainEqual({ scheme: 'x509', id: 'CN=client' })
  })

  test('a server of an unknown authority is not trusted, and health says so', async () => {
    const session = open(tls.securePort, { tls: { rejectUnauthorized: undefined } })
    await eventually(() => session.health.reason)
    expect(session.health.reason).toMatch(/certificate|self-signed|verify/i)
    expect(session.status).toBe('connecting')
  })

  test('a certificate that cannot be read is a reason, not a crash', async () => {
    const session = open(tls.securePort, { tls: { cert: 'nonsense', key: 'nonsense' } })
    await eventually(() => session.health.reason)
    expect(session.health.reason).toMatch(/PEM|start line|DECODER/i)
  })

  test('a plain connection to the TLS port fails without harm', async () => {
    const session = open(tls.securePort, { connectTimeout: 300 })
    await eventually(() => session.health.reason)
    expect(session.status).toBe('connecting')
  })
})

describe('mutual TLS', () => {
  test('a server that needs a certificate admits only those that show one', async () => {
    const strict = await startTlsZooKeeper({ clientAuth: 'need' })
    const { ca, client } = strict.certificates
    const admitted = await connected(strict.securePort, { tls: { ca, ...client } })
    expect((await admitted.exists(ROOT)).value).not.toBeNull()
    const refused = open(strict.securePort, { tls: { ca }, operationTimeout: 500 })
    await expect(refused.exists(ROOT)).rejects.toMatchObject({ code: 'deadline' })
    await closeAll()
    await strict.stop()
  })
})

describe('SASL DIGEST-MD5', () => {
  let required: SaslZooKeeper

  beforeAll(async () => {
    required = await startSaslZooKeeper({ required: true })
  })
  afterAll(() => required.stop())

  test('the right password opens the session under that name', async () => {
    const { username, password, server } = required
    const session = await connected(server.port, { sasl: { username, password } })
    expect((await session.whoAmI()).value).toContainEqual({ scheme: 'sasl', id: username })
    const path = freshPath()
    const acl = [{ scheme: 'sasl', id: username, permissions: ['read'] as const }]
    await session.create(path, Buffer.from('x'), { mode: 'ephemeral', acl })
    expect(String((await session.getData(path)).value.data)).toBe('x')
  })

  test('a wrong password is refused', async () => {
    const { username, server } = required
    const session = open(server.port, { sasl: { username, password: 'guess' } })
    await expect(session.exists(ROOT)).rejects.toMatchObject({ code: 'auth-failed' })
    expect(session.health.reason).toBe('The server refused the SASL credentials')
  })

  test('a server that requires SASL names it to those that do without', async () => {
    const session = open(required.server.port)
    await expect(session.exists(ROOT)).rejects.toMatchObject({ code: 'auth-failed' })
  })

  test.each(ODD_SASL_USERS)('the password $password is understood', async (sasl) => {
    const session = await connected(required.server.port, { sasl })
    expect((await session.whoAmI()).value).toContainEqual({ scheme: 'sasl', id: sasl.username })
  })

  test('a reconnect authenticates again', async () => {
    const { username, password, server } = required
    const session = await connected(server.port, { sasl: { username, password } })
    await server.restart()
    await eventually(() =>
      session.exists(ROOT).then(
        () => true,
        () => false,
      ),
    )
    expect((await session.whoAmI()).value).toContainEqual({ scheme: 'sasl', id: username })
  })
})
