import 'server-only'
import { MAX_INTEREST_BYTES } from '@/lib/api/events'
import { OPERATIONS } from '@/lib/api/operations'
import { readCookies } from '@/lib/server/access/cookie'
import { Sessions } from '@/lib/server/access/sessions'
import { SignInLink } from '@/lib/server/access/sign-in-link'
import { admitter, workOf } from '@/lib/server/http/admit'
import { clientAddress } from '@/lib/server/http/client-address'
import { openFront, type Policy } from '@/lib/server/http/front'
import { letHandlersBeCompressed } from '@/lib/server/http/gzip'
import { InFlight } from '@/lib/server/http/in-flight'
import { JsonWriter } from '@/lib/server/http/json-writer'
import type { BodyLimit } from '@/lib/server/http/read-json'
import type { Site } from '@/lib/server/http/site'
import { Streams } from '@/lib/server/http/sse/open-streams'
import { TimeShare } from '@/lib/server/http/time-share'
import { complain, logOthers, makeLog, print } from '@/lib/server/log'
import { Checker } from '@/lib/server/schemas/checker'
import { loadSettings, type Settings } from '@/lib/server/settings/load-settings'
import { SettingError } from '@/lib/server/settings/setting-error'
import { Histories } from './cluster-registry'
import { Clusters } from './clusters'
import { Readiness } from './readiness'
import { hasRuntime, type Runtime, runtime, setRuntime } from './runtime'

/** sysexits(3): something was found in an unconfigured or misconfigured state. */
const EX_CONFIG = 78
const SHUTDOWN_MS = 5_000
/** Beyond the largest value in base64: the path and the punctuation. */
const BODY_MARGIN = 1_048_576

/** Starts everything the process has one of; does nothing the second time. */
export function boot(): void {
  if (hasRuntime()) return
  letHandlersBeCompressed()
  const settings = settingsOrExit()
  setRuntime(makeRuntime(settings))
  logOthers(runtime().site.log)
  openFront(policyOf(settings, runtime().site))
  runtime().histories.start()
  runtime().signIn.renew()
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void shutDown(runtime()))
}

/** The parts of a server with these settings; nothing is opened before somebody asks. */
export function makeRuntime(settings: Settings, tell = print): Runtime {
  const now = () => performance.now()
  const { originOf, port } = settings
  const log = makeLog(settings.logLevel)
  const clusters = new Clusters(settings.clusters, log)
  const announce = (token: string) => tell(`Sign in: ${settings.publicOrigin}/sign-in#${token}`)
  const timeShare = new TimeShare()
  const histories = new Histories({ ...settings, clusters, log, onNewer: refuseToRun })
  return {
    clusters,
    histories,
    readiness: new Readiness({ store: histories.store, clusters: clusters.all(), now }),
    signIn: new SignInLink(announce, now),
    streams: new Streams(settings.maxStreams, settings.sessionStreams),
    checker: new Checker(),
    site: {
      originOf,
      port,
      sessions: new Sessions(now),
      inFlight: new InFlight(),
      timeShare,
      writer: new JsonWriter(timeShare),
      log,
      bodyLimit: bodyLimitOf(settings),
    },
  }
}

/** What the HTTP front judges requests by. */
function policyOf({ maxStreams, isProxy }: Settings, site: Site): Policy {
  const { originOf, bodyLimit, sessions, log, port } = site
  return {
    maxStreams,
    maxBodyBytes: bodyLimit.bytes,
    bodyTooLarge: bodyLimit.exceeded,
    isProxy,
    clientOf: (peer, headers) => clientAddress(peer, headers, isProxy),
    admit: admitter(OPERATIONS, originOf),
    workOf,
    sessionOf: ({ host, cookie }) => {
      const origin = originOf(host) ?? ''
      return sessions.recogniseAny(readCookies(cookie, { port, origin }))?.key
    },
    report: (refused) => log.info({ refused }, 'requests refused before they reached a handler'),
  }
}

/** People know how large a value may be, and not what base64 and JSON make of it. */
function bodyLimitOf({ clusters }: Settings): BodyLimit {
  const largest = Math.max(...clusters.map(({ session }) => session.maxValueBytes))
  return {
    bytes: Math.max(Math.ceil(largest / 3) * 4, MAX_INTEREST_BYTES) + BODY_MARGIN,
    exceeded: `The request is larger than a value may be: the limit is ${largest} bytes`,
  }
}

function settingsOrExit(): Settings {
  try {
    return loadSettings(process.env)
  } catch (error) {
    if (!(error instanceof SettingError)) throw error
    return refuseToRun(error.message)
  }
}

function refuseToRun(reason: string): never {
  complain(reason)
  process.exit(EX_CONFIG)
}

/** Ends the streams, closes the ZooKeeper sessions and exits, within 5 s whatever happens. */
async function shutDown({ streams, clusters, histories, checker }: Runtime): Promise<void> {
  const late = setTimeout(() => process.exit(1), SHUTDOWN_MS).unref()
  streams.endAll()
  checker.close()
  await histories.close()
  await clusters.close()
  clearTimeout(late)
  process.exit(0)
}
