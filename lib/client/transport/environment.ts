import type { Request } from './request'

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
