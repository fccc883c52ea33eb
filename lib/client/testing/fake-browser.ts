import { LiveStore } from '@/lib/client/live/live-store'
import type { SourceHandlers, Surroundings } from '@/lib/client/transport/environment'
import type { LineHandlers } from '@/lib/client/transport/shared-worker/call-worker'
import type { FromTab, WorkerLine } from '@/lib/client/transport/shared-worker/line'
import { shareStreams } from '@/lib/client/transport/shared-worker/share-streams'
import { Switchboard } from '@/lib/client/transport/shared-worker/switchboard'
import { tellInterest } from '@/lib/client/transport/tell-interest'
import { FakeClock } from './fake-clock'
import { FakeServer } from './fake-server'

export type FakeTab = {
  readonly store: LiveStore
  /** Closes the page as a person does. */
  readonly leave: () => void
  /** The page is gone without a word. */
  readonly crash: () => void
  /** The browser brings the left page back as it was. */
  readonly comeBack: () => void
}

/** Tabs of one browser, the worker they share, and a server that holds `/a` and `/b`. For tests. */
export class FakeBrowser {
  readonly clock = new FakeClock()
  readonly server = new FakeServer()
  /** What the worker does when a tab calls it. */
  worker: 'runs' | 'absent' | 'throws' | 'silent' | 'fails' = 'runs'
  /** Streams that were opened, and those that are open. */
  opened = 0
  open = 0
  readonly #switchboard = new Switchboard({
    ...this.clock.surroundings,
    uuid: () => '00000000-0000-4000-8000-000000000000',
    reach: (cluster) => ({
      now: this.clock.surroundings.now,
      openSource: (stream, handlers) => this.#openSource(cluster, stream, handlers),
      post: (address, interest) =>
        tellInterest(this.server.surroundings.request, cluster, address, interest),
    }),
  })
  #tabs = 0

  constructor() {
    this.server.create('/')
    this.server.create('/a', 'one')
    this.server.create('/b')
  }

  /** Opens the explorer in a new tab. */
  openTab(): FakeTab {
    this.#tabs += 1
    const uuid = `00000000-0000-4000-8000-${`${this.#tabs}`.padStart(12, '0')}`
    const listeners = { pagehide: new Set<() => void>(), pageshow: new Set<() => void>() }
    let crashed = false
    const clock: typeof this.clock.surroundings = {
      ...this.clock.surroundings,
      setTimer: (run, ms) => this.clock.surroundings.setTimer(() => !crashed && run(), ms),
    }
    const store = new LiveStore('main', {
      ...clock,
      ...shareStreams({
        ...clock,
        callWorker: (handlers) => this.#call(handlers, () => crashed),
        basePath: () => '',
        onPage: (event, run) => {
          listeners[event].add(run)
          return () => listeners[event].delete(run)
        },
        direct: {
          request: this.server.surroundings.request,
          openSource: (...given) => this.#openSource(...given),
        },
      }),
      random: () => 0.5,
      uuid: () => uuid,
    })
    store.start()
    const fire = (event: 'pagehide' | 'pageshow') => {
      for (const run of [...listeners[event]]) run()
    }
    return {
      store,
      leave: () => fire('pagehide'),
      comeBack: () => fire('pageshow'),
      crash: () => {
        crashed = true
      },
    }
  }

  #openSource(...[cluster, stream, handlers]: [string, string, SourceHandlers]) {
    const source = this.server.surroundings.openSource(cluster, stream, handlers)
    this.opened += 1
    this.open += 1
    let isOpen = true
    const close = () => {
      if (isOpen) this.open -= 1
      isOpen = false
      source.close()
    }
    return {
      get readyState() {
        return source.readyState
      },
      close,
    } satisfies ReturnType<Surroundings['openSource']>
  }

  /** Messages arrive a moment later, as between processes. */
  #call({ onSaid, onFailed }: LineHandlers, isGone: () => boolean): WorkerLine | undefined {
    if (this.worker === 'absent') return undefined
    if (this.worker === 'throws') throw new Error('SecurityError')
    if (this.worker === 'fails') queueMicrotask(onFailed)
    let take: (message: FromTab) => void = () => undefined
    const say = (message: FromTab) => queueMicrotask(() => !isGone() && take(message))
    if (this.worker === 'runs')
      take = this.#switchboard.connect({
        say: (message) => queueMicrotask(() => !isGone() && onSaid(message)),
      })
    return { say, hangUp: () => undefined }
  }
}
