import { randomUUID } from 'node:crypto'
import { LiveStore } from '@/lib/client/live/live-store'
import type { Surroundings } from '@/lib/client/transport/environment'
import { createRequest } from '@/lib/client/transport/request'
import type { ZnodePath } from '@/lib/znode/path'
import type { Shown } from './compare'
import { type CuttableSource, openEventSource } from './event-source'
import { StreamCheck } from './stream-check'

/** Whom to watch, and as whom. */
export type Site = { readonly origin: string; readonly cookie: string }

/** What is on the screen of a watcher. */
export type Look = {
  /** Open in the tree; every row is in view. */
  readonly open: readonly ZnodePath[]
  readonly children: readonly ZnodePath[]
  readonly znodes: readonly ZnodePath[]
  readonly timeline: ZnodePath | null
}

/** A browser without a screen: the product's own store, over HTTP, with every message checked. */
export type Watcher = {
  readonly look: Look
  readonly check: StreamCheck
  readonly shown: () => Shown
  readonly cutStream: () => void
  readonly close: () => void
}

const CLUSTER = 'main'
const FRAME_MS = 16

/** Opens the stream and looks. */
export function startWatcher(site: Site, look: Look): Watcher {
  const check = new StreamCheck()
  let source: CuttableSource | undefined
  const store = new LiveStore(
    CLUSTER,
    surroundingsOf(site, check, (opened) => {
      source = opened
    }),
  )
  const closeStream = store.start()
  for (const path of look.open) store.tree.expand(path)
  const leave = [
    ...look.children.map((path) => store.children.watch(path)),
    ...look.znodes.map((path) => store.znodes.watch(path)),
    store.subscribe(() => store.tree.setVisible(rowsOf(store))),
  ]
  store.timeline.follow(look.timeline)
  return {
    look,
    check,
    shown: () => shownBy(store, look),
    cutStream: () => source?.cut(),
    close: () => {
      for (const each of leave) each()
      closeStream()
    },
  }
}

function shownBy(store: LiveStore, look: Look): Shown {
  const rows = rowsOf(store)
  return {
    rows,
    stats: new Map(rows.map((path) => [path, store.fact(path)?.stat])),
    lists: new Map(look.children.map((path) => [path, store.children.view(path).names])),
    znodes: new Map(look.znodes.map((path) => [path, store.znodes.view(path)])),
  }
}

/** The znodes that are rows of the tree, from top to bottom. */
function rowsOf({ tree }: LiveStore): ZnodePath[] {
  const { rows } = tree.view()
  const all = Array.from({ length: rows.rowCount }, (_, index) => rows.rowAt(index))
  return all.flatMap((row) => (row?.kind === 'znode' && !row.leaving ? [row.path] : []))
}

function surroundingsOf(
  { origin, cookie }: Site,
  check: StreamCheck,
  opened: (source: CuttableSource) => void,
): Surroundings {
  const headers = { cookie, origin, 'sec-fetch-site': 'same-origin' }
  const request = createRequest({
    fetch: (url, init) =>
      fetch(origin + url, { ...init, headers: { ...init.headers, ...headers } }),
    basePath: () => '',
    signIn: () => check.problems.push('nobody is signed in any more'),
  })
  return {
    request,
    openSource: (cluster, stream, handlers) => {
      const url = `${origin}/api/clusters/${cluster}/events?stream=${stream}`
      const source = openEventSource({
        connect: (lastEventId, signal) => {
          const all = new Headers(headers)
          if (lastEventId !== '') all.set('last-event-id', lastEventId)
          return fetch(url, { headers: all, signal })
        },
        handlers: {
          ...handlers,
          onMessage: (data, id) => {
            check.take(id, data)
            handlers.onMessage(data, id)
          },
        },
      })
      opened(source)
      return source
    },
    now: () => performance.now(),
    wallClock: () => Date.now(),
    setTimer: (run, ms) => setTimeout(run, ms),
    clearTimer: (id) => clearTimeout(id),
    onFrame: (run) => void setTimeout(run, FRAME_MS),
    random: Math.random,
    uuid: randomUUID,
  }
}
