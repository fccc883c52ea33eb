import type * as z from 'zod'
import type { ClusterConfig } from '@/lib/server/cluster/config'
import { firstProblem, type ValueSchema, valueSchema } from '@/lib/server/schemas/value-schema'
import type { SessionOptions } from '@/lib/server/zookeeper/session'
import type { ClusterSettings } from './schema'
import { SettingError } from './setting-error'

type Parsed = z.output<typeof ClusterSettings>
type Key = keyof Parsed

export type Reading = {
  /** Answers the text of a file; throws when it cannot be read. */
  readonly readFile: (file: string) => string
  /** How the operator knows that setting. */
  readonly nameOf: (key: Key) => string
}

/** Keeps every session's connection proven well within the 4 s of I6. */
const HEARTBEAT_MS = 1_000

/** Puts parsed settings into the shape the gateway takes. Throws `SettingError`. */
export function toClusterConfig(settings: Parsed, reading: Reading): ClusterConfig {
  const sasl = saslOf(settings, reading)
  const tls = tlsOf(settings, reading)
  return {
    id: settings.id,
    name: settings.name ?? settings.id,
    ...environmentOf(settings),
    readOnly: settings.readOnly,
    requireReason: settings.requireReason,
    schemas: schemasOf(settings, reading),
    protectedPaths: settings.protectedPaths,
    history: historyOf(settings),
    session: {
      servers: settings.connect.servers,
      chroot: settings.connect.chroot,
      sessionTimeout: settings.sessionTimeoutMs,
      connectTimeout: settings.connectTimeoutMs,
      operationTimeout: settings.operationTimeoutMs,
      heartbeat: HEARTBEAT_MS,
      maxFrameBytes: settings.maxFrameBytes,
      maxValueBytes: settings.maxValueBytes,
      auth: settings.auth,
      ...(sasl && { sasl }),
      ...(tls && { tls }),
      allowReadOnly: true,
    },
  }
}

/** Production is amber unless somebody says otherwise: it should never look like the rest. */
function environmentOf({
  environment: name,
  environmentColor,
}: Parsed): Pick<ClusterConfig, 'environment'> {
  if (name === undefined) return {}
  const color = environmentColor ?? (/^(prod|live)/i.test(name) ? 'amber' : 'neutral')
  return { environment: { name, color } }
}

function historyOf(settings: Parsed): ClusterConfig['history'] {
  return {
    include: settings.historyPaths,
    exclude: settings.historyExclude,
    redact: settings.historyRedact,
    maxValueBytes: settings.historyMaxValueBytes,
    baseline: settings.historyBaseline,
  }
}

function schemasOf({ schemas }: Parsed, { readFile, nameOf }: Reading): ValueSchema[] {
  const refuse = (file: string, why: string): never => {
    const [line] = why.split('\n')
    throw new SettingError(nameOf('schemas'), `${file} is no JSON Schema: ${line}`)
  }
  const read = schemas.map(({ paths, file }) => {
    try {
      return valueSchema(paths, readFile(file))
    } catch (error) {
      return refuse(file, error instanceof Error ? error.message : String(error))
    }
  })
  const problem = firstProblem(read)
  if (problem) refuse(schemas[problem.index]?.file ?? '', problem.why)
  return read
}

function saslOf(settings: Parsed, { nameOf }: Reading): SessionOptions['sasl'] {
  const { saslUsername: username, saslPassword: password } = settings
  if (username === undefined && password === undefined) return undefined
  if (username === undefined) throw new SettingError(nameOf('saslUsername'), 'is missing')
  if (password === undefined) throw new SettingError(nameOf('saslPassword'), 'is missing')
  return { username, password }
}

function tlsOf(settings: Parsed, reading: Reading): SessionOptions['tls'] {
  const { tlsCert, tlsKey, tlsPassphrase: passphrase, tlsServerName: servername } = settings
  if (tlsCert !== undefined && tlsKey === undefined)
    throw new SettingError(reading.nameOf('tlsKey'), 'is missing')
  if (tlsKey !== undefined && tlsCert === undefined)
    throw new SettingError(reading.nameOf('tlsCert'), 'is missing')
  const ca = textOf(settings, 'tlsCa', reading)
  const cert = textOf(settings, 'tlsCert', reading)
  const key = textOf(settings, 'tlsKey', reading)
  if (!settings.tls && ca === undefined && cert === undefined) return undefined
  return {
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(passphrase !== undefined && { passphrase }),
    ...(servername !== undefined && { servername }),
  }
}

function textOf(settings: Parsed, key: 'tlsCa' | 'tlsCert' | 'tlsKey', reading: Reading) {
  const file = settings[key]
  if (file === undefined) return undefined
  try {
    return reading.readFile(file)
  } catch {
    throw new SettingError(reading.nameOf(key), `the file ${file} cannot be read`)
  }
}
