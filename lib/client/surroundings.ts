import { eventsUrl, type Request, request } from './api'

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

export const browserSurroundings: Surroundings = {
  request,
  openSource: (cluster, stream, handlers) => {
    const source = new EventSource(eventsUrl(cluster, stream))
    source.onmessage = (event) => handlers.onMessage(event.data, event.lastEventId)
    source.onerror = handlers.onError
    return source
  },
  now: () => performance.now(),
  wallClock: () => Date.now(),
  setTimer: (run, ms) => setTimeout(run, ms),
  clearTimer: (id) => clearTimeout(id),
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

/** `crypto.randomUUID` exists only on secure origins; a cluster's host on plain HTTP is none. */
function newUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
