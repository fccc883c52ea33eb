import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Change } from '@/lib/api/history'
import type { HistoryScope } from '@/lib/server/cluster/config'
import type { Author, Writing } from '@/lib/server/cluster/write/write-context'
import { listChanges } from '@/lib/server/history/queries/list-changes'
import type { ChangeQuery } from '@/lib/server/history/queries/narrow-search'
import { readChange } from '@/lib/server/history/queries/read-change'
import type { Bound } from '@/lib/server/history/recorder/baseline'
import { ClusterHistory } from '@/lib/server/process/cluster-history'
import { Clusters, type LiveCluster } from '@/lib/server/process/clusters'
import type { Place } from '@/lib/server/store/database/place'
import { Store } from '@/lib/server/store/store'
import { systemWorld } from '@/lib/server/zookeeper/client/open-session'
import type { SessionOptions } from '@/lib/server/zookeeper/session'
import { ROOT, type ZnodePath } from '@/lib/znode/path'
import { eventually, optionsFor } from './sessions'

/** One Vivarium on `port` that records into `place`. */
export type TestHistory = {
  readonly cluster: LiveCluster
  readonly history: ClusterHistory
  readonly store: Store
  readonly writing: (author?: Partial<Author>) => Writing
  readonly changes: (query: ChangeQuery) => Promise<Change[]>
  /** Before and after of a change, as text. */
  readonly values: (change: Change) => Promise<[before: string, after: string]>
  /** Waits until `path` has `count` recorded rows; newest first. */
  readonly recorded: (path: ZnodePath, count: number) => Promise<Change[]>
  readonly close: () => Promise<void>
}

type Opening = {
  readonly port: number
  readonly place: Place
  readonly scope?: Partial<HistoryScope>
  readonly auth?: SessionOptions['auth']
  /** ms since 1970. */
  readonly wallClock?: () => number
  readonly baseline?: Bound
  readonly maxFrameBytes?: number
  /** Monotonic ms. */
  readonly now?: () => number
}

const SCOPE = { include: [ROOT], exclude: [], redact: [], maxValueBytes: 65_536, baseline: false }

export function openHistory(opening: Opening): TestHistory {
  const { port, place, scope, auth = [], wallClock = Date.now, now = systemWorld.now } = opening
  const { maxFrameBytes } = opening
  const limits = maxFrameBytes === undefined ? {} : { maxFrameBytes }
  const session = optionsFor(port, { operationTimeout: 600, auth, ...limits })
  const history = { ...SCOPE, ...scope }
  const config = { id: 'main', name: 'main', readOnly: false, protectedPaths: [], history, session }
  const clusters = new Clusters([config])
  const cluster = clusters.get('main')
  const store = new Store(place)
  const world = { ...systemWorld, wallClock, now }
  const { gateway, live } = cluster
  const isShared = place.kind === 'postgres'
  const { baseline } = opening
  const recording = new ClusterHistory({
    ...{ gateway, store, world, isShared },
    ...(baseline && { baseline }),
  })
  const stop = live.follow(recording.recorder.follower)
  const changes = async (query: ChangeQuery) =>
    (await recording.search(SEARCHER, (search, id) => listChanges(search, id, query))).changes
  return {
    cluster,
    history: recording,
    store,
    writing: (author) => ({
      gateway,
      journal: recording.journal,
      author: { person: 'ada', reason: null, ...author },
    }),
    changes,
    values: async (change) => {
      const { before, after } = await recording.query((db, id, sealer) =>
        readChange(db, id, { ...change, sealer }),
      )
      return [textOf(before), textOf(after)]
    },
    recorded: async (path, count) => {
      await eventually(async () => (await changes({ path })).length >= count, `${count} of ${path}`)
      return await changes({ path })
    },
    close: async () => {
      stop()
      await recording.close()
      await clusters.close()
      await store.close()
    },
  }
}

function textOf({ state, data }: { state: string; data: string | null }): string {
  return data === null ? `(${state})` : Buffer.from(data, 'base64').toString()
}

/** Somebody who searches, and stays. */
export const SEARCHER = { party: 'ada', signal: new AbortController().signal }

/** What a program that uses the store is bundled with: threads are files beside it. */
export const STORE_THREADS = {
  'libsql-thread': join(import.meta.dirname, '../store/sqlite/libsql-thread.mjs'),
}

/** A data folder of its own, and how to delete it. */
export function scratchFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'vivarium-history-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export function never(): never {
  throw new Error('nothing was recorded')
}
