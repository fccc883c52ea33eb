import { callWorker } from '@/lib/client/transport/shared-worker/call-worker'
import { shareStreams } from '@/lib/client/transport/shared-worker/share-streams'
import type { Surroundings } from './environment'
import { openEventSource } from './event-source'
import { basePath, eventsUrl, request } from './request'
import { newUuid } from './uuid'

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
