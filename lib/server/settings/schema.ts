import * as z from 'zod'
import { Environment } from '@/lib/api/cluster'
import { ClusterId } from '@/lib/api/values'
import { pathProblem, ROOT, type ZnodePath } from '@/lib/znode/path'
import { parseAllowedHost } from './allowed-hosts'
import { parseConnect } from './connect'
import { parseNetwork } from './proxies'

/** Places of the site itself; a cluster with such an id could not be opened. */
const RESERVED_IDS = new Set(['api', 'sign-in', 'signed-out'])

const MAX_JUTE_BYTES = 16_000_000
const MAX_MS = 300_000

const Id = ClusterId.refine((id) => !RESERVED_IDS.has(id), 'the name is reserved')

const ConnectString = z.string().transform((text, context) => {
  const connect = parseConnect(text)
  if (typeof connect !== 'string') return connect
  context.addIssue({ code: 'custom', message: connect })
  return z.NEVER
})

const Subtree = z.string().transform((text, context) => {
  const problem = pathProblem(text)
  if (problem) context.addIssue({ code: 'custom', message: problem })
  return text as ZnodePath
})

/** `digest user:password`: a scheme, a blank, and what the scheme wants. */
const Credential = z.string().transform((text, context) => {
  const [, scheme, credential] = /^(\S+)\s+(.+)$/.exec(text) ?? []
  if (scheme && credential) return { scheme, credential }
  context.addIssue({ code: 'custom', message: 'expected a scheme and a credential' })
  return z.NEVER
})

const File = z.string().min(1)
const milliseconds = (least: number) => z.int().min(least).max(MAX_MS)

/** One cluster, as an entry of the file's `clusters`. Of the environment it is the only one. */
export const ClusterSettings = z.strictObject({
  id: Id.default('main'),
  name: z.string().min(1).max(100).optional(),
  connect: ConnectString,
  environment: Environment.shape.name.optional(),
  environmentColor: Environment.shape.color.optional(),
  readOnly: z.boolean().default(false),
  requireReason: z.boolean().default(false),
  protectedPaths: z.array(Subtree).default(['/zookeeper' as ZnodePath]),
  maxValueBytes: z.int().min(0).max(MAX_JUTE_BYTES).default(1_000_000),
  maxFrameBytes: z.int().min(65_536).max(256_000_000).default(4_194_304),
  sessionTimeoutMs: milliseconds(2_000).default(10_000),
  connectTimeoutMs: milliseconds(100).default(4_000),
  operationTimeoutMs: milliseconds(100).default(5_000),
  auth: z.array(Credential).default([]),
  saslUsername: z.string().min(1).optional(),
  saslPassword: z.string().min(1).optional(),
  schemas: z
    .array(z.strictObject({ paths: z.string().startsWith('/').max(256), file: File }))
    .max(100)
    .default([]),
  historyPaths: z.array(Subtree).default([ROOT]),
  historyExclude: z.array(Subtree).default(['/zookeeper' as ZnodePath]),
  historyRedact: z.array(Subtree).default([]),
  historyMaxValueBytes: z.int().min(0).max(MAX_JUTE_BYTES).default(65_536),
  historyBaseline: z.boolean().default(true),
  tls: z.boolean().default(false),
  tlsCa: File.optional(),
  tlsCert: File.optional(),
  tlsKey: File.optional(),
  tlsPassphrase: z.string().optional(),
  tlsServerName: z.string().min(1).optional(),
})

const AllowedHostText = z.string().transform((text, context) => {
  const host = parseAllowedHost(text)
  if (host) return host
  context.addIssue({ code: 'custom', message: 'expected host, host:port or https://host' })
  return z.NEVER
})

const NetworkText = z.string().transform((text, context) => {
  const network = parseNetwork(text)
  if (network) return network
  context.addIssue({ code: 'custom', message: 'expected an address or a network: 10.0.0.0/8' })
  return z.NEVER
})

/** The server itself. */
export const ServerSettings = z
  .strictObject({
    host: z.string().regex(/^[A-Za-z0-9.:_-]{1,255}$/, 'expected a host name or an address'),
    port: z.int().min(1).max(65_535),
    hosts: z.array(AllowedHostText),
    proxies: z.array(NetworkText),
    data: z.string().min(1),
    databaseUrl: z.string().regex(/^postgres(ql)?:\/\//, 'expected postgres://…'),
    secret: z.string().min(32, 'expected at least 32 characters'),
    historyDays: z.int().min(1).max(36_500),
    historyMb: z.int().min(1).max(10_000_000),
    maxStreams: z.int().min(1).max(10_000),
    sessionStreams: z.int().min(1).max(10_000),
    logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
  })
  .partial()

/** The file that VIVARIUM_CONFIG names. */
export const ConfigFile = z.strictObject({
  ...ServerSettings.shape,
  clusters: z
    .array(ClusterSettings)
    .min(1)
    .superRefine((clusters, context) => {
      const seen = new Set<string>()
      for (const [index, { id }] of clusters.entries()) {
        if (seen.has(id))
          context.addIssue({ code: 'custom', path: [index, 'id'], message: 'used twice' })
        seen.add(id)
      }
    }),
})
