import 'server-only'
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type * as z from 'zod'
import type { ClusterConfig } from '@/lib/server/cluster/config'
import type { Place } from '@/lib/server/store/database/place'
import { type OriginOf, originsOf, publicOriginOf } from './allowed-hosts'
import { addressesIn } from './proxies'
import { ClusterSettings, ConfigFile, ServerSettings } from './schema'
import { SettingError } from './setting-error'
import { toClusterConfig } from './to-cluster-config'
import { toValue, VARIABLES, type Variable } from './variables'

type Parsed = z.output<typeof ServerSettings>
type Optional = 'databaseUrl' | 'secret'
type Server = Required<Omit<Parsed, Optional>> & Pick<Parsed, Optional>

export type Settings = Pick<
  Server,
  'host' | 'port' | 'logLevel' | 'maxStreams' | 'sessionStreams'
> & {
  readonly store: Place
  /** How long changes are kept, and how many bytes of values. */
  readonly retention: { readonly ms: number; readonly bytes: number }
  readonly originOf: OriginOf
  /** Whether what that address says of who asks is believed. */
  readonly isProxy: (address: string) => boolean
  /** Where the operator opens the dashboard from this machine. */
  readonly publicOrigin: string
  readonly clusters: readonly ClusterConfig[]
}

type Environment = Readonly<Record<string, string | undefined>>
type Given = ReadonlyMap<string, string>
type ReadFile = (file: string) => string
type Spelling = (path: readonly PropertyKey[]) => string

const DEFAULTS: Server = {
  host: '127.0.0.1',
  port: 3000,
  hosts: [],
  proxies: [],
  logLevel: 'info',
  maxStreams: 500,
  sessionStreams: 6,
  data: '.vivarium',
  historyDays: 90,
  historyMb: 1024,
}
const DAY_MS = 86_400_000
const MB = 1_000_000
const DEFAULT_CONNECT = '127.0.0.1:2181'

/**
 * The settings of this process. `PORT`, by which Next says where it listens, comes before
 * VIVARIUM_PORT. Throws `SettingError`, which names the setting.
 */
export function loadSettings(
  environment: Environment,
  readFile: ReadFile = (file) => readFileSync(file, 'utf8'),
): Settings {
  const given = givenOf(environment)
  const file = given.has('VIVARIUM_CONFIG') ? fromFile(given, readFile) : undefined
  const own = parse(ServerSettings, valuesOf('server', given), variableOf('server'))
  const all = { ...DEFAULTS, ...file?.server, ...own }
  const { host, port, hosts, proxies, logLevel, maxStreams, sessionStreams, ...kept } = all
  const listening = /^\d+$/.test(environment.PORT ?? '') ? Number(environment.PORT) : port
  const retention = { ms: kept.historyDays * DAY_MS, bytes: kept.historyMb * MB }
  const clusters = file?.clusters ?? [fromEnvironment(given, readFile)]
  return {
    host,
    port: listening,
    logLevel,
    maxStreams,
    sessionStreams,
    originOf: originsOf(host, listening, hosts),
    isProxy: addressesIn(proxies),
    publicOrigin: publicOriginOf(host, listening, hosts),
    store: placeOf(kept),
    retention,
    clusters: clusters.map((cluster) => ({
      ...cluster,
      history: { ...cluster.history, keptMs: retention.ms },
    })),
  }
}

function placeOf({ data, databaseUrl, secret }: Pick<Server, 'data' | Optional>): Place {
  if (databaseUrl !== undefined) return { kind: 'postgres', url: databaseUrl, secret }
  return { kind: 'file', folder: data, secret }
}

/** The variables that are set. Throws on a VIVARIUM_ variable nobody knows. */
function givenOf(environment: Environment): Given {
  const known = new Set<string>(VARIABLES.map(({ name }) => name))
  const given = new Map<string, string>()
  for (const [name, text] of Object.entries(environment)) {
    if (!name.startsWith('VIVARIUM_')) continue
    if (!known.has(name)) throw new SettingError(name, 'there is no such setting')
    if (text) given.set(name, text)
  }
  return given
}

function fromEnvironment(given: Given, readFile: ReadFile): ClusterConfig {
  const spelling = variableOf('cluster')
  const values = { connect: DEFAULT_CONNECT, ...valuesOf('cluster', given) }
  const settings = parse(ClusterSettings, values, spelling)
  return toClusterConfig(settings, { readFile, nameOf: (key) => spelling([key]) })
}

function fromFile(given: Given, readFile: ReadFile) {
  for (const { scope, name } of VARIABLES)
    if (scope === 'cluster' && given.has(name))
      throw new SettingError(name, 'set it in the file that VIVARIUM_CONFIG names')
  const spelling: Spelling = (path) => `VIVARIUM_CONFIG: ${spell(path)}`
  const configFile = given.get('VIVARIUM_CONFIG') ?? ''
  const content = readJson(configFile, readFile)
  const readBeside: ReadFile = (file) => readFile(resolve(dirname(configFile), file))
  const { clusters, ...server } = parse(ConfigFile, content, spelling)
  const { data } = server
  const beside = data === undefined ? {} : { data: resolve(dirname(configFile), data) }
  return {
    server: { ...server, ...beside },
    clusters: clusters.map((cluster, index) =>
      toClusterConfig(cluster, {
        readFile: readBeside,
        nameOf: (key) => spelling(['clusters', index, key]),
      }),
    ),
  }
}

function readJson(file: string, readFile: ReadFile): unknown {
  let text: string
  try {
    text = readFile(file)
  } catch {
    throw new SettingError('VIVARIUM_CONFIG', `the file ${file} cannot be read`)
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new SettingError('VIVARIUM_CONFIG', `the file ${file} is not JSON`)
  }
}

/** Parses `input`, turning the first thing wrong into a `SettingError` that names its setting. */
function parse<S extends z.ZodType>(schema: S, input: unknown, spelling: Spelling): z.output<S> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const [issue] = result.error.issues
  if (issue?.code === 'unrecognized_keys')
    throw new SettingError(
      spelling([...issue.path, ...issue.keys.slice(0, 1)]),
      'there is no such setting',
    )
  throw new SettingError(spelling(issue?.path ?? []), issue?.message ?? 'is not valid')
}

function valuesOf(scope: Variable['scope'], given: Given): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const variable of VARIABLES) {
    const text = given.get(variable.name)
    if (variable.scope === scope && text !== undefined)
      values[variable.key] = toValue(variable.kind, text)
  }
  return values
}

function variableOf(scope: Variable['scope']): Spelling {
  return ([key]) =>
    VARIABLES.find((it) => it.scope === scope && it.key === key)?.name ?? `${String(key)}`
}

/** `clusters[1].readOnly`, as one would point at it in the file. */
function spell(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`,
    )
    .join('')
}
