import type * as z from 'zod'
import type { ClusterSettings, ServerSettings } from './schema'

/** How the text of an environment variable becomes the value that the config file would hold. */
type Kind = 'text' | 'number' | 'flag' | 'list' | 'single'

type Common = {
  readonly name: `VIVARIUM_${string}`
  readonly kind: Kind
  /** What the README's table says. */
  readonly about: string
  /** As the README's table prints it; empty when there is none. */
  readonly fallback: string
}

export type Variable = Common &
  (
    | { readonly scope: 'cluster'; readonly key: keyof z.input<typeof ClusterSettings> }
    | { readonly scope: 'server'; readonly key: keyof z.input<typeof ServerSettings> }
    | { readonly scope: 'file'; readonly key: 'file' }
  )

const server = (
  name: Common['name'],
  key: keyof z.input<typeof ServerSettings>,
  kind: Kind,
  fallback: string,
  about: string,
): Variable => ({ scope: 'server', name, key, kind, fallback, about })

const cluster = (
  name: Common['name'],
  key: keyof z.input<typeof ClusterSettings>,
  kind: Kind,
  fallback: string,
  about: string,
): Variable => ({ scope: 'cluster', name, key, kind, fallback, about })

/** Every setting of the environment. The README's table and the reader are both held to it. */
export const VARIABLES: readonly Variable[] = [
  server('VIVARIUM_HOST', 'host', 'text', '127.0.0.1', 'Address to listen on'),
  server('VIVARIUM_PORT', 'port', 'number', '3000', 'Port to listen on'),
  server(
    'VIVARIUM_HOSTS',
    'hosts',
    'list',
    '',
    'Further hosts to answer for, separated by commas; `https://host` behind a TLS proxy',
  ),
  server(
    'VIVARIUM_PROXIES',
    'proxies',
    'list',
    '',
    'Addresses or networks (`10.0.0.0/8`) of proxies whose `X-Forwarded-For` or `Forwarded` is believed',
  ),
  server(
    'VIVARIUM_MAX_STREAMS',
    'maxStreams',
    'number',
    '500',
    'Browsers that may watch at once; a further one is asked to come back later',
  ),
  server(
    'VIVARIUM_SESSION_STREAMS',
    'sessionStreams',
    'number',
    '6',
    'Streams that one browser session may have open at once: one for each cluster it looks at',
  ),
  server(
    'VIVARIUM_LOG_LEVEL',
    'logLevel',
    'text',
    'info',
    'trace, debug, info, warn, error, fatal or silent',
  ),
  server(
    'VIVARIUM_DATA',
    'data',
    'text',
    '.vivarium',
    'Folder of the history; made for our own user alone',
  ),
  server(
    'VIVARIUM_DATABASE_URL',
    'databaseUrl',
    'text',
    '',
    'PostgreSQL that replicas share, instead of the folder: `postgres://user:password@host/name`',
  ),
  server(
    'VIVARIUM_SECRET',
    'secret',
    'text',
    'a key file in the folder',
    'Encrypts the secrets in the database; 32 characters or more, the same for all replicas',
  ),
  server(
    'VIVARIUM_HISTORY_DAYS',
    'historyDays',
    'number',
    '90',
    'Days a change is kept; who did what, 400 days',
  ),
  server(
    'VIVARIUM_HISTORY_MB',
    'historyMb',
    'number',
    '1024',
    'What the history may take of the disk, its log included; from there on the oldest changes go',
  ),
  {
    scope: 'file',
    key: 'file',
    name: 'VIVARIUM_CONFIG',
    kind: 'text',
    fallback: '',
    about: 'JSON file with several clusters, instead of the variables below',
  },
  cluster(
    'VIVARIUM_CONNECT',
    'connect',
    'text',
    '127.0.0.1:2181',
    'Connect string: `zk1:2181,zk2:2181/chroot`',
  ),
  cluster('VIVARIUM_CLUSTER', 'id', 'text', 'main', 'Id of the cluster, as it stands in URLs'),
  cluster('VIVARIUM_CLUSTER_NAME', 'name', 'text', 'the id', 'Name of the cluster on screen'),
  cluster(
    'VIVARIUM_ENVIRONMENT',
    'environment',
    'text',
    '',
    'What the cluster is for, in a word: `production`, `staging`; a stripe and a chip on every screen',
  ),
  cluster(
    'VIVARIUM_ENVIRONMENT_COLOR',
    'environmentColor',
    'text',
    'amber for production, else neutral',
    'Colour of that: red, amber, green, blue or neutral',
  ),
  cluster('VIVARIUM_READ_ONLY', 'readOnly', 'flag', 'false', 'Refuse every write'),
  cluster(
    'VIVARIUM_REQUIRE_REASON',
    'requireReason',
    'flag',
    'false',
    'Refuse a write that gives no reason',
  ),
  cluster(
    'VIVARIUM_PROTECTED_PATHS',
    'protectedPaths',
    'list',
    '/zookeeper',
    'Subtrees in which every write is refused, separated by commas',
  ),
  cluster(
    'VIVARIUM_HISTORY_PATHS',
    'historyPaths',
    'list',
    '/',
    'Subtrees in which everybody’s changes are recorded, ephemerals aside',
  ),
  cluster(
    'VIVARIUM_HISTORY_EXCLUDE',
    'historyExclude',
    'list',
    '/zookeeper',
    'Subtrees of these that are not; `/` records our own writes alone',
  ),
  cluster(
    'VIVARIUM_HISTORY_REDACT',
    'historyRedact',
    'list',
    '',
    'Subtrees that are recorded without their values',
  ),
  cluster(
    'VIVARIUM_HISTORY_MAX_VALUE_BYTES',
    'historyMaxValueBytes',
    'number',
    '65536',
    'Larger values are recorded without their bytes',
  ),
  cluster(
    'VIVARIUM_HISTORY_BASELINE',
    'historyBaseline',
    'flag',
    'true',
    'Read the recorded subtrees once, slowly (50,000 znodes and 64 MB at most), so that the first change of each znode has a “before”',
  ),
  cluster('VIVARIUM_MAX_VALUE_BYTES', 'maxValueBytes', 'number', '1000000', 'Largest value sent'),
  cluster(
    'VIVARIUM_MAX_FRAME_BYTES',
    'maxFrameBytes',
    'number',
    '4194304',
    'Largest answer accepted from a server',
  ),
  cluster(
    'VIVARIUM_SESSION_TIMEOUT_MS',
    'sessionTimeoutMs',
    'number',
    '10000',
    'ZooKeeper session timeout asked for',
  ),
  cluster(
    'VIVARIUM_CONNECT_TIMEOUT_MS',
    'connectTimeoutMs',
    'number',
    '4000',
    'Deadline for connecting to one server',
  ),
  cluster(
    'VIVARIUM_OPERATION_TIMEOUT_MS',
    'operationTimeoutMs',
    'number',
    '5000',
    'Deadline of every operation',
  ),
  cluster('VIVARIUM_AUTH', 'auth', 'single', '', 'Credential: `digest user:password`'),
  cluster('VIVARIUM_SASL_USERNAME', 'saslUsername', 'text', '', 'User for SASL DIGEST-MD5'),
  cluster('VIVARIUM_SASL_PASSWORD', 'saslPassword', 'text', '', 'Password for SASL DIGEST-MD5'),
  cluster('VIVARIUM_TLS', 'tls', 'flag', 'false', 'Use TLS with the system’s authorities'),
  cluster('VIVARIUM_TLS_CA', 'tlsCa', 'text', '', 'File of the authorities to trust; implies TLS'),
  cluster('VIVARIUM_TLS_CERT', 'tlsCert', 'text', '', 'File of our certificate, for mutual TLS'),
  cluster('VIVARIUM_TLS_KEY', 'tlsKey', 'text', '', 'File of its key'),
  cluster('VIVARIUM_TLS_PASSPHRASE', 'tlsPassphrase', 'text', '', 'Passphrase of the key'),
  cluster(
    'VIVARIUM_TLS_SERVER_NAME',
    'tlsServerName',
    'text',
    'the host',
    'Name the server’s certificate must carry',
  ),
]

/** The text of a variable as the value the config file would hold; zod refuses what is left over. */
export function toValue(kind: Kind, text: string): unknown {
  if (kind === 'number') return /^-?\d+$/.test(text) ? Number(text) : text
  if (kind === 'flag') return text === 'true' ? true : text === 'false' ? false : text
  if (kind === 'list') return text.split(',').map((item) => item.trim())
  return kind === 'single' ? [text] : text
}
