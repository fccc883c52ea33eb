import { describe, expect, test } from 'vitest'
import { loadSettings } from './load-settings'
import { SettingError } from './setting-error'

const files: Record<string, string> = {
  '/ca.pem': 'authorities',
  '/cert.pem': 'certificate',
  '/key.pem': 'key',
}

function readFile(name: string): string {
  const text = files[name]
  if (text === undefined) throw new Error(`no such file: ${name}`)
  return text
}

const load = (environment: Record<string, string>) => loadSettings(environment, readFile)

function loadFile(content: unknown, environment: Record<string, string> = {}) {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  return loadSettings({ VIVARIUM_CONFIG: '/vivarium.json', ...environment }, (name) =>
    name === '/vivarium.json' ? text : readFile(name),
  )
}

function problemOf(start: () => unknown): string {
  try {
    start()
  } catch (error) {
    if (error instanceof SettingError) return error.message
    throw error
  }
  throw new Error('was accepted')
}

describe('from the environment', () => {
  test('nothing set means loopback and a ZooKeeper on its default port', () => {
    const { host, port, clusters } = load({})
    expect({ host, port }).toEqual({ host: '127.0.0.1', port: 3000 })
    expect(clusters).toHaveLength(1)
    expect(clusters[0]).toMatchObject({
      id: 'main',
      name: 'main',
      readOnly: false,
      protectedPaths: ['/zookeeper'],
      session: {
        servers: [{ host: '127.0.0.1', port: 2181 }],
        chroot: '/',
        maxValueBytes: 1_000_000,
        auth: [],
      },
    })
  })

  test('a connect string names servers, IPv6 too, and a chroot', () => {
    const [cluster] = load({
      VIVARIUM_CONNECT: 'zk1:2182,[2001:db8::1]:2183,[::1],zk4/a/b',
    }).clusters
    expect(cluster?.session.chroot).toBe('/a/b')
    expect(cluster?.session.servers).toEqual([
      { host: 'zk1', port: 2182 },
      { host: '2001:db8::1', port: 2183 },
      { host: '::1', port: 2181 },
      { host: 'zk4', port: 2181 },
    ])
  })

  test('an empty variable is one that is not set, as compose files have them', () => {
    expect(load({ VIVARIUM_CONNECT: '', VIVARIUM_PORT: '' }).port).toBe(3000)
  })

  test('the port that Next listens on comes first', () => {
    expect(load({ VIVARIUM_PORT: '4000', PORT: '3100' }).port).toBe(3100)
    expect(load({ VIVARIUM_PORT: '4000' }).port).toBe(4000)
  })

  test('credentials and TLS files reach the session', () => {
    const [cluster] = load({
      VIVARIUM_AUTH: 'digest ada:se cret, too',
      VIVARIUM_SASL_USERNAME: 'ada',
      VIVARIUM_SASL_PASSWORD: 'pw',
      VIVARIUM_TLS_CA: '/ca.pem',
      VIVARIUM_TLS_CERT: '/cert.pem',
      VIVARIUM_TLS_KEY: '/key.pem',
    }).clusters
    expect(cluster?.session).toMatchObject({
      auth: [{ scheme: 'digest', credential: 'ada:se cret, too' }],
      sasl: { username: 'ada', password: 'pw' },
      tls: { ca: 'authorities', cert: 'certificate', key: 'key' },
    })
  })

  test('an environment has a colour, and production never looks like the rest', () => {
    const environmentOf = (name: string, color?: string) =>
      load({
        VIVARIUM_ENVIRONMENT: name,
        ...(color && { VIVARIUM_ENVIRONMENT_COLOR: color }),
      }).clusters[0]?.environment
    expect(environmentOf('Production')).toEqual({ name: 'Production', color: 'amber' })
    expect(environmentOf('staging')).toEqual({ name: 'staging', color: 'neutral' })
    expect(environmentOf('staging', 'blue')).toEqual({ name: 'staging', color: 'blue' })
    expect(load({}).clusters[0]?.environment).toBeUndefined()
    expect(problemOf(() => environmentOf('x', 'pink'))).toContain('VIVARIUM_ENVIRONMENT_COLOR')
  })

  test('lists are separated by commas', () => {
    const [cluster] = load({ VIVARIUM_PROTECTED_PATHS: '/zookeeper, /kafka/brokers' }).clusters
    expect(cluster?.protectedPaths).toEqual(['/zookeeper', '/kafka/brokers'])
  })
})

describe('from a file', () => {
  test('it holds several clusters, and the environment comes before its server settings', () => {
    const settings = loadFile(
      {
        port: 4000,
        logLevel: 'warn',
        clusters: [
          { id: 'prod', connect: 'zk1', readOnly: true },
          { id: 'test', name: 'Test', connect: 'zk2', auth: ['digest a:b'] },
        ],
      },
      { VIVARIUM_PORT: '5000' },
    )
    expect(settings).toMatchObject({ port: 5000, logLevel: 'warn' })
    expect(settings.clusters.map(({ id, name, readOnly }) => [id, name, readOnly])).toEqual([
      ['prod', 'prod', true],
      ['test', 'Test', false],
    ])
  })
})

test.each<[Record<string, string>, string]>([
  [{ VIVARIUM_CONECT: 'zk1:2181' }, 'VIVARIUM_CONECT'],
  [{ VIVARIUM_: 'x' }, 'VIVARIUM_'],
  [{ VIVARIUM_PORT: 'http' }, 'VIVARIUM_PORT'],
  [{ VIVARIUM_SECRET: 'too short to keep anything' }, 'VIVARIUM_SECRET'],
  [{ VIVARIUM_PORT: '0' }, 'VIVARIUM_PORT'],
  [{ VIVARIUM_PORT: '65536' }, 'VIVARIUM_PORT'],
  [{ VIVARIUM_HOST: 'two words' }, 'VIVARIUM_HOST'],
  [{ VIVARIUM_HOSTS: 'zk.example,ftp://x' }, 'VIVARIUM_HOSTS'],
  [{ VIVARIUM_HOSTS: 'zk.example/path' }, 'VIVARIUM_HOSTS'],
  [{ VIVARIUM_LOG_LEVEL: 'loud' }, 'VIVARIUM_LOG_LEVEL'],
  [{ VIVARIUM_CONNECT: 'zk1:99999' }, 'VIVARIUM_CONNECT'],
  [{ VIVARIUM_CONNECT: 'zk1:2181,' }, 'VIVARIUM_CONNECT'],
  [{ VIVARIUM_CONNECT: '::1:2181' }, 'VIVARIUM_CONNECT'],
  [{ VIVARIUM_CONNECT: 'zk1:2181/app/' }, 'VIVARIUM_CONNECT'],
  [{ VIVARIUM_CONNECT: 'http://zk1:2181' }, 'VIVARIUM_CONNECT'],
  [{ VIVARIUM_CLUSTER: 'Not An Id' }, 'VIVARIUM_CLUSTER'],
  [{ VIVARIUM_CLUSTER: 'api' }, 'VIVARIUM_CLUSTER'],
  [{ VIVARIUM_READ_ONLY: 'yes' }, 'VIVARIUM_READ_ONLY'],
  [{ VIVARIUM_PROTECTED_PATHS: 'zookeeper' }, 'VIVARIUM_PROTECTED_PATHS'],
  [{ VIVARIUM_PROTECTED_PATHS: '/a,' }, 'VIVARIUM_PROTECTED_PATHS'],
  [{ VIVARIUM_MAX_VALUE_BYTES: '1e6' }, 'VIVARIUM_MAX_VALUE_BYTES'],
  [{ VIVARIUM_MAX_VALUE_BYTES: '-1' }, 'VIVARIUM_MAX_VALUE_BYTES'],
  [{ VIVARIUM_MAX_FRAME_BYTES: '12' }, 'VIVARIUM_MAX_FRAME_BYTES'],
  [{ VIVARIUM_SESSION_TIMEOUT_MS: '10s' }, 'VIVARIUM_SESSION_TIMEOUT_MS'],
  [{ VIVARIUM_CONNECT_TIMEOUT_MS: '1' }, 'VIVARIUM_CONNECT_TIMEOUT_MS'],
  [{ VIVARIUM_OPERATION_TIMEOUT_MS: '9999999' }, 'VIVARIUM_OPERATION_TIMEOUT_MS'],
  [{ VIVARIUM_AUTH: 'digest' }, 'VIVARIUM_AUTH'],
  [{ VIVARIUM_SASL_USERNAME: 'ada' }, 'VIVARIUM_SASL_PASSWORD'],
  [{ VIVARIUM_SASL_PASSWORD: 'pw' }, 'VIVARIUM_SASL_USERNAME'],
  [{ VIVARIUM_TLS: '1' }, 'VIVARIUM_TLS'],
  [{ VIVARIUM_TLS_CA: '/missing.pem' }, 'VIVARIUM_TLS_CA'],
  [{ VIVARIUM_TLS_CERT: '/cert.pem' }, 'VIVARIUM_TLS_KEY'],
  [{ VIVARIUM_TLS_KEY: '/key.pem' }, 'VIVARIUM_TLS_CERT'],
  [{ VIVARIUM_CONFIG: '/missing.json' }, 'VIVARIUM_CONFIG'],
  [{ VIVARIUM_CONFIG: '/ca.pem', VIVARIUM_CONNECT: 'zk1' }, 'VIVARIUM_CONNECT'],
  [{ VIVARIUM_CONFIG: '/ca.pem' }, 'VIVARIUM_CONFIG'],
])('%j is refused in one line that names %s', (environment, setting) => {
  const problem = problemOf(() => load(environment))
  expect(problem).toMatch(new RegExp(`^${setting}: .+$`))
  expect(problem).not.toContain('\n')
})

test.each<[unknown, string]>([
  ['{', 'VIVARIUM_CONFIG'],
  [[], 'VIVARIUM_CONFIG'],
  [{}, 'VIVARIUM_CONFIG: clusters'],
  [{ clusters: [] }, 'VIVARIUM_CONFIG: clusters'],
  [{ clusters: [{ id: 'a', connect: 'zk' }], colour: 1 }, 'VIVARIUM_CONFIG: colour'],
  [{ clusters: [{ id: 'a', conect: 'zk' }] }, 'VIVARIUM_CONFIG: clusters[0].connect'],
  [
    { clusters: [{ id: 'a', connect: 'zk', readonly: true }] },
    'VIVARIUM_CONFIG: clusters[0].readonly',
  ],
  [
    { clusters: [{ id: 'a', connect: 'zk', readOnly: 'true' }] },
    'VIVARIUM_CONFIG: clusters[0].readOnly',
  ],
  [
    {
      clusters: [
        { id: 'a', connect: 'zk' },
        { id: 'a', connect: 'zk' },
      ],
    },
    'VIVARIUM_CONFIG: clusters[1].id',
  ],
  [
    { clusters: [{ id: 'a', connect: 'zk', tlsCa: '/missing.pem' }] },
    'VIVARIUM_CONFIG: clusters[0].tlsCa',
  ],
])('the file %j is refused in one line that names %s', (content, setting) => {
  const problem = problemOf(() => loadFile(content))
  expect(problem.startsWith(`${setting}: `)).toBe(true)
  expect(problem).not.toContain('\n')
})

test('a refused credential is not repeated', () => {
  expect(problemOf(() => load({ VIVARIUM_AUTH: 'hunter2' }))).not.toContain('hunter2')
})

test('a file that the config file names lies beside it', () => {
  const content = { clusters: [{ id: 'a', connect: 'zk', tlsCa: 'ca.pem' }] }
  const { clusters } = loadFile(content)
  expect(clusters[0]?.session.tls?.ca).toBe('authorities')
})
