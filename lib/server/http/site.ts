import type { Logger } from 'pino'
import type { Sessions } from '@/lib/server/access/sessions'
import type { InFlight } from './in-flight'
import type { JsonWriter } from './json-writer'
import type { BodyLimit } from './read-json'
import type { TimeShare } from './time-share'

/** What guarding a request takes. */
export type Site = {
  /** The origin our pages have under that Host header; undefined for a host that is not ours. */
  readonly originOf: (host: string | null) => string | undefined
  /** Where we listen. */
  readonly port: number
  readonly sessions: Sessions
  readonly inFlight: InFlight
  /** In which requests are read, and answers written by `writer`. */
  readonly timeShare: TimeShare
  readonly writer: JsonWriter
  readonly log: Logger
  readonly bodyLimit: BodyLimit
}
