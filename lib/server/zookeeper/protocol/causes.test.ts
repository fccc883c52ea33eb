import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { eachRelease } from '@/e2e/zookeeper/each-release'
import { SASL_USER, type SaslZooKeeper, startSaslZooKeeper } from '@/e2e/zookeeper/sasl'
import { startTlsZooKeeper, type TlsZooKeeper } from '@/e2e/zookeeper/tls'
import { closeAll, eventually, open } from '@/lib/server/testing/sessions'
import type { SessionOptions } from '@/lib/server/zookeeper/session'
import type { Cause } from '@/lib/znode/cause'

type Case = readonly [what: string, cause: Cause, () => [port: number, Partial<SessionOptions>]]

/** Why no session opens, as real servers let one know. */
await eachRelease(
  ({ release, installation }) => {
    let tls: TlsZooKeeper
    let foreign: TlsZooKeeper
    let sasl: SaslZooKeeper

    beforeAll(async () => {
      ;[tls, foreign, sasl] = await Promise.all([
        startTlsZooKeeper({ clientAuth: 'need', installation }),
        startTlsZooKeeper({ installation }),
        startSaslZooKeeper({ installation, required: true }),
      ])
    })
    afterAll(() => Promise.all([tls.stop(), foreign.stop(), sasl.stop()]))
    afterEach(closeAll)

    const ca = () => tls.certificates.ca
    const CASES: readonly Case[] = [
      [
        'a name nobody knows',
        'name-not-found',
        () => [1, { servers: [{ host: 'zookeeper.invalid', port: 1 }] }],
      ],
      ['a port nobody listens on', 'connection-refused', () => [1, {}]],
      [
        'no client certificate where one is needed',
        'client-certificate',
        () => [tls.securePort, { tls: { ca: ca() } }],
      ],
      [
        'the client certificate of another authority',
        'client-certificate',
        () => [tls.securePort, { tls: { ca: ca(), ...foreign.certificates.client } }],
      ],
      [
        'an authority we do not trust',
        'certificate-authority',
        () => [foreign.securePort, { tls: {} }],
      ],
      [
        'the certificate of another host',
        'certificate-name',
        () => [
          foreign.securePort,
          { tls: { ca: foreign.certificates.ca, servername: 'zookeeper.example' } },
        ],
      ],
      ['plain text to the TLS port', 'plain-to-tls', () => [tls.securePort, {}]],
      ['TLS to the plain port', 'tls-to-plain', () => [tls.server.port, { tls: { ca: ca() } }]],
      ['a server that requires SASL', 'sasl-required', () => [sasl.server.port, {}]],
      [
        'a credential scheme it does not know',
        'auth-refused',
        () => [tls.server.port, { auth: [{ scheme: 'nonsense', credential: 'x' }] }],
      ],
      release === 'newest'
        ? [
            'SASL in FIPS mode, which is on by default',
            'sasl-mechanism',
            () => [sasl.server.port, { sasl: SASL_USER }],
          ]
        : [
            'a wrong SASL password',
            'auth-refused',
            () => [sasl.server.port, { sasl: { ...SASL_USER, password: 'guess' } }],
          ],
    ]

    test.each(CASES)('%s is told as %s', async (_, cause, given) => {
      const [port, options] = given()
      const session = open(port, { connectTimeout: 4000, ...options })
      // Of a server that hangs up without a word more is known after the second time.
      await eventually(() => session.health.cause === cause, `the cause ${cause}`)
      expect(session.health.reason).toMatch(/^[^\n]{1,200}$/)
      expect(session.health.reason).not.toMatch(/:error:|\.c:\d/)
    })
  },
  ['3.8', 'newest'],
)
