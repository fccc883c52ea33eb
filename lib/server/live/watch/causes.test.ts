import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ensemble, startEnsemble } from '@/e2e/zookeeper/ensemble'
import { type SaslZooKeeper, startSaslZooKeeper } from '@/e2e/zookeeper/sasl'
import { startZooKeeper, type ZooKeeperServer } from '@/e2e/zookeeper/standalone'
import { startTlsZooKeeper, type TlsZooKeeper } from '@/e2e/zookeeper/tls'
import type { CauseLine } from '@/lib/server/live/state/cause-log'
import {
  closeAll,
  connected,
  eventually,
  freshPath,
  PERSISTENT,
} from '@/lib/server/testing/sessions'
import { openCluster } from '@/lib/server/testing/watch-gateway'
import type { SessionOptions } from '@/lib/server/zookeeper/session'
import type { Cause } from '@/lib/znode/cause'

const closing: Array<() => Promise<unknown>> = []

afterAll(async () => {
  await Promise.all(closing.map((close) => close()))
  await closeAll()
})

/** What is said of a cluster of one server that has `cause`, in its state and in the log. */
async function told(cause: Cause, port: number, more: Partial<SessionOptions> = {}) {
  const lines: CauseLine[] = []
  const { live, close } = openCluster([port], more, (line) => lines.push(line))
  closing.push(close)
  live.attach('stream', null, () => undefined)
  await eventually(() => live.state().cause === cause, `${cause}, not ${live.state().cause}`)
  await eventually(() => lines.some((line) => line.cause === cause), 'logged')
  return { live, lines, state: live.state() }
}

/** A server that does with each connection what `speak` does. */
function startPeer(speak: (socket: Socket) => void): Promise<number> {
  return listen(
    createServer((socket) => {
      socket.on('error', () => socket.destroy())
      speak(socket)
    }),
  )
}

/** A port on which nobody listens any more. */
async function deadPort(): Promise<number> {
  const server = createServer()
  const port = await listen(server)
  await new Promise((done) => server.close(done))
  return port
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  closing.push(async () => void server.close())
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

describe.concurrent('a server that cannot be used says why, in the state and in the log', () => {
  test('its name is not found', async () => {
    const servers = [{ host: 'nope.invalid', port: 2181 }]
    const { state, lines } = await told('name-not-found', 0, { servers })
    expect(state.servers).toEqual([
      expect.objectContaining({ address: 'nope.invalid:2181', cause: 'name-not-found' }),
    ])
    expect(lines[0]).toMatchObject({ server: 'nope.invalid:2181', cause: 'name-not-found' })
    expect(state.nextTry).not.toBeNull()
  })

  test('nobody listens', async () => {
    const { state } = await told('connection-refused', await deadPort())
    expect(state.reason).toContain('ECONNREFUSED')
    expect(state.state).toBe('connecting')
  })

  test('it is no ZooKeeper', async () => {
    const port = await startPeer((socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'))
    await told('not-zookeeper', port)
  })

  test('it accepts, and answers nothing', async () => {
    await told('silent', await startPeer(() => undefined))
  })

  test('it is one among many, and each has its own cause', async () => {
    const silent = await startPeer(() => undefined)
    const refused = await deadPort()
    const servers = [silent, refused].map((port) => ({ host: '127.0.0.1', port }))
    const { live } = await told('silent', 0, { servers, connectTimeout: 300 })
    await eventually(() => live.state().servers.length === 2)
    const causes = new Map(live.state().servers.map(({ address, cause }) => [address, cause]))
    expect(causes.get(`127.0.0.1:${silent}`)).toBe('silent')
    expect(causes.get(`127.0.0.1:${refused}`)).toBe('connection-refused')
  })
})

describe('TLS', () => {
  let tls: TlsZooKeeper
  let strict: TlsZooKeeper

  beforeAll(async () => {
    ;[tls, strict] = await Promise.all([
      startTlsZooKeeper({ clientAuth: 'want' }),
      startTlsZooKeeper({ clientAuth: 'need' }),
    ])
  })
  afterAll(() => Promise.all([tls.stop(), strict.stop()]))

  describe.concurrent('says what is wrong with', () => {
    test('an authority that is not known', async () => {
      await told('certificate-authority', tls.securePort, { tls: {} })
    })

    test('a certificate for another host, which is named', async () => {
      const { ca } = tls.certificates
      const { state } = await told('certificate-name', tls.securePort, {
        tls: { ca, servername: 'zk.example' },
      })
      expect(state.reason).toContain('zk.example')
    })

    test('no client certificate, without a word of OpenSSL’s own', async () => {
      const { ca } = strict.certificates
      const { state } = await told('client-certificate', strict.securePort, { tls: { ca } })
      expect(state.reason).toMatch(/^TLS: [\w ]+$/)
    })

    test('a client certificate of another authority', async () => {
      const { ca } = strict.certificates
      const { client } = tls.certificates
      await told('client-certificate', strict.securePort, { tls: { ca, ...client } })
    })

    test('a certificate that ran out', async () => {
      const { ca, expired } = tls.certificates
      const server = createTlsServer(expired).on('tlsClientError', () => undefined)
      await told('certificate-expired', await listen(server), { tls: { ca } })
    })

    test('plain text to a TLS port', async () => {
      await told('plain-to-tls', tls.securePort)
    })

    test('plain text to a TLS port that wants a client certificate', async () => {
      await told('plain-to-tls', strict.securePort)
    })

    test('TLS to a plain port', async () => {
      await told('tls-to-plain', tls.server.port, { tls: { ca: tls.certificates.ca } })
    })
  })
})

describe('SASL', () => {
  let required: SaslZooKeeper
  let without: ZooKeeperServer

  beforeAll(async () => {
    ;[required, without] = await Promise.all([
      startSaslZooKeeper({ required: true }),
      startZooKeeper({ config: { maxClientCnxns: 1 } }),
    ])
  })
  afterAll(() => Promise.all([required.stop(), without.stop()]))

  test('a wrong password, none, and a server without DIGEST-MD5 are told apart', async () => {
    const { username, server } = required
    const wrong = { sasl: { username, password: 'guess' } }
    const { state } = await told('auth-refused', server.port, wrong)
    expect(state).toMatchObject({ state: 'refused', sessions: { watch: { status: 'refused' } } })
    await told('sasl-required', server.port)
    await told('sasl-mechanism', without.port, wrong)
  })

  test('too many connections from one address', async () => {
    await eventually(async () => (await connected(without.port)).status === 'connected')
    await told('too-many-connections', without.port)
  })
})

describe('an ensemble', () => {
  let ensemble: Ensemble

  beforeAll(async () => {
    ensemble = await startEnsemble()
  })
  afterAll(() => ensemble.stop())

  test('whose chroot does not exist names it, and is well when it is made', async () => {
    const root = freshPath()
    const [port = 0] = ensemble.members.map((member) => member.port)
    const { live, lines, state } = await told('chroot-missing', port, { chroot: root })
    expect(state.reason).toBe(`The chroot ${root} does not exist`)
    const writer = await connected(port)
    await writer.create(root, null, PERSISTENT)
    await eventually(() => live.state().cause === null, 'well')
    await eventually(() => lines.at(-1)?.cause === null, 'logged')
  })

  test('without a quorum says so', async () => {
    const [alone, ...others] = ensemble.members
    await Promise.all(others.map((member) => member.kill()))
    await told('no-quorum', alone?.port ?? 0)
  })
})
