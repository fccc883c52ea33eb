import { basePath, eventsUrl, type Request, request } from './api'
import { openEventSource } from './event-source'
import { callWorker } from './shared-stream/call-worker'
import { shareStreams } from './shared-stream/share-streams'
import { newUuid } from './uuid'

export type TimerId = ReturnType<typeof setTimeout>

/** The part of EventSource that the stream needs. */
export type Source = {
  /** As EventSource's: 0 connecting, 1 open, 2 closed for good. */
  readonly readyState: number
  close(): void
}

export type SourceHandlers = {
  readonly onMessage: (data: string, lastEventId: string) => void
  readonly onError: () => void
}

/** What the live store needs of the browser; tests bring their own. */
export type Surroundings = {
  readonly request: Request
  readonly openSource: (cluster: string, stream: string, handlers: SourceHandlers) => Source
  /** ms, only ever growing. */
  readonly now: () => number
  /** ms since 1970. */
  readonly wallClock: () => number
  readonly setTimer: (run: () => void, ms: number) => TimerId
  readonly clearTimer: (id: TimerId | undefined) => void
  /** Runs before the next paint, and soon also where nothing is painted. */
  readonly onFrame: (run: () => void) => void
  readonly random: () => number
  readonly uuid: () => string
}

/** A hidden tab paints nothing; its rows are brought up to date all the same. */
const HIDDEN_FRAME_MS = 250

const clock: Pick<Surroundings, 'now' | 'setTimer' | 'clearTimer'> = {
  now: () => performance.now(),
  setTimer: (run, ms) => setTimeout(run, ms),
  clearTimer: (id) => clearTimeout(id),
}

export const browserSurroundings: Surroundings = {
  ...clock,
  ...shareStreams({
    ...clock,
    callWorker,
    basePath,
    onPage: (event, run) => {
      addEventListener(event, run)
      return () => removeEventListener(event, run)
    },
    direct: {
      request,
      openSource: (cluster, stream, handlers) =>
        openEventSource(eventsUrl(cluster, stream), handlers),
    },
  }),
  wallClock: () => Date.now(),
  onFrame: (run) => {
    const once = () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
      run()
    }
    const frame = requestAnimationFrame(once)
    const timer = setTimeout(once, HIDDEN_FRAME_MS)
  },
  random: () => Math.random(),
  uuid: newUuid,
}
