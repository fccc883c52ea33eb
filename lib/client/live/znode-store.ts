import type { AnswerOf } from '@/lib/api/operation'
import type { Problem } from '@/lib/api/problem'
import type { readZnode } from '@/lib/api/znode'
import { toBytes } from '@/lib/client/transport/base64'
import type { Surroundings } from '@/lib/client/transport/environment'
import type { ZnodePath } from '@/lib/znode/path'
import { type Presence, readableStat, type Stat } from '@/lib/znode/stat'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'
import type { Fact } from './facts'
import { Reader } from './tracked-reader'

/** One open znode. `stat` belongs to `data`: its version is the one the person sees (I3). */
export type ZnodeView = {
  readonly status: 'loading' | 'ready' | 'missing' | 'denied' | 'error'
  /** null: the znode has no data, or it was not read. */
  readonly data: Uint8Array | null
  /** Whether `data` is what the znode held at `stat`; otherwise `stat` is all that is known. */
  readonly isRead: boolean
  readonly stat: Stat | null
  readonly zxid: Hex64 | null
  /** ms since 1970, when this page learnt that the znode it showed is gone. */
  readonly deletedAt?: number
  readonly problem?: Problem
}

type Answer = AnswerOf<typeof readZnode>
type Entry = {
  watchers: number
  view: ZnodeView
  /** What was known when it could not be read: asked for at that zxid, with that stat. */
  failed?: { readonly at: Hex64 | null; readonly stat: Presence } | undefined
}

const LOADING: ZnodeView = {
  status: 'loading',
  data: null,
  isRead: false,
  stat: null,
  zxid: null,
}

type Failure = {
  readonly problem: Problem
  readonly again: boolean
  /** The zxid that was asked for; null where none was. */
  readonly at: Hex64 | null
}

type Hooks = {
  readonly cluster: string
  readonly fact: (path: ZnodePath) => Fact | undefined
  readonly learn: (path: ZnodePath, fact: Fact) => void
  readonly floor: (path: ZnodePath) => Hex64 | null
  /** Something to show changed. */
  readonly changed: () => void
  /** What is on the screen changed. */
  readonly watched: () => void
}

/** The znodes whose data is on the screen. */
export class ZnodeStore {
  readonly #entries = new Map<ZnodePath, Entry>()
  readonly #surroundings: Surroundings
  readonly #hooks: Hooks
  readonly reader: Reader<Answer>

  constructor(surroundings: Surroundings, hooks: Hooks) {
    this.#surroundings = surroundings
    this.#hooks = hooks
    this.reader = new Reader<Answer>(surroundings, {
      fetch: (path, floor, signal) =>
        surroundings.request('readZnode', {
          cluster: hooks.cluster,
          query: { path, floor },
          signal,
        }),
      take: (path, answer) => this.#take(path, answer),
      fail: (path, problem, again, at) => this.#fail(path, { problem, again, at }),
      floor: hooks.floor,
    })
  }

  paths(): ZnodePath[] {
    return [...this.#entries.keys()]
  }

  view(path: ZnodePath): ZnodeView {
    return this.#entries.get(path)?.view ?? LOADING
  }

  /** Keeps `path` read until the answer is called. */
  watch(path: ZnodePath): () => void {
    const entry = this.#entries.get(path) ?? { watchers: 0, view: LOADING }
    entry.watchers += 1
    this.#entries.set(path, entry)
    if (entry.watchers === 1) {
      this.reader.want(path)
      this.#hooks.watched()
    }
    return () => {
      entry.watchers -= 1
      if (entry.watchers > 0) return
      this.#entries.delete(path)
      this.reader.drop(path)
      this.#hooks.watched()
    }
  }

  reload(path: ZnodePath): void {
    if (this.#entries.has(path)) this.reader.want(path, this.#hooks.fact(path)?.zxid)
  }

  /** A newer fact about `path` is known. */
  onFact(path: ZnodePath, fact: Fact): void {
    const entry = this.#entries.get(path)
    if (!entry) return
    const { view } = entry
    if (view.status === 'ready' && view.stat === fact.stat) return
    if (fact.stat === 'unreadable') {
      if (view.status === 'denied') entry.view = { ...view, stat: null, zxid: fact.zxid }
      else this.reader.want(path, fact.zxid)
    } else if (!fact.stat) {
      this.reader.outdate(path, fact.zxid)
      if (view.status === 'loading' || view.status === 'missing') return
      const deletedAt = this.#surroundings.wallClock()
      entry.view = { ...view, status: 'missing', zxid: fact.zxid, deletedAt, problem: undefined }
    } else if (view.status === 'ready' && isSameData(view.stat, fact.stat)) {
      entry.view = { ...view, stat: fact.stat, zxid: fact.zxid }
      // Another ACL may hide the data, which only a read can tell (I8).
      if (view.stat?.aversion !== fact.stat.aversion) this.reader.want(path, fact.zxid)
    } else {
      if (!view.isRead && view.status !== 'loading')
        entry.view = { ...view, stat: fact.stat, zxid: fact.zxid }
      if (!isSameFailure(entry, fact.stat, fact.zxid)) this.reader.want(path, fact.zxid)
    }
    this.#hooks.changed()
  }

  #take(path: ZnodePath, { data, stat, zxid }: Answer): Hex64 | undefined {
    const entry = this.#entries.get(path)
    if (!entry) return undefined
    this.#hooks.learn(path, { stat, zxid })
    const known = this.#hooks.fact(path)
    if (known?.stat === 'unreadable') return known.zxid
    if (known?.stat && !isSameData(known.stat, stat)) return known.zxid
    const read = { data: toBytes(data), isRead: true, stat: known?.stat ?? stat, zxid }
    entry.failed = undefined
    entry.view =
      known?.stat === null
        ? { ...read, status: 'missing', deletedAt: this.#surroundings.wallClock() }
        : { ...read, status: 'ready' }
    this.#hooks.changed()
    return undefined
  }

  #fail(path: ZnodePath, { problem, again, at }: Failure): void {
    const entry = this.#entries.get(path)
    if (!entry) return
    const { view } = entry
    const known = this.#hooks.fact(path)?.stat ?? null
    entry.failed = again ? undefined : { at, stat: known }
    if (problem.code === 'no-node') {
      const deletedAt = view.stat ? (view.deletedAt ?? this.#surroundings.wallClock()) : undefined
      entry.view = { ...view, status: 'missing', deletedAt, problem }
    } else if (problem.code === 'no-auth') {
      const stat = readableStat(known ?? view.stat)
      entry.view = { status: 'denied', data: null, isRead: false, stat, zxid: view.zxid, problem }
    } else if (view.status === 'ready' && again) entry.view = { ...view, problem }
    else {
      // What was read stays with the stat it had: it is the last that is known of the value.
      const stat = view.isRead ? view.stat : readableStat(known ?? view.stat)
      entry.view = { ...view, status: 'error', stat, problem }
    }
    this.#hooks.changed()
  }
}

function isSameData(a: Stat | null, b: Stat): boolean {
  return a !== null && a.czxid === b.czxid && a.mzxid === b.mzxid
}

/** Whether that stat is no news to a read that failed: the same would be asked, and answered. */
function isSameFailure({ failed, view }: Entry, stat: Stat, zxid: Hex64): boolean {
  if (!failed || view.status !== 'error' || failed.stat === 'unreadable') return false
  if (!failed.stat) return failed.at !== null && compareHex(zxid, failed.at) <= 0
  return isSameData(failed.stat, stat) && failed.stat.aversion === stat.aversion
}
