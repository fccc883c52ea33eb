import type { AnswerOf } from '@/lib/api/operation'
import type { Problem } from '@/lib/api/problem'
import type { readZnode } from '@/lib/api/znode'
import type { ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'
import type { Hex64 } from '@/lib/znode/zxid'
import { toBytes } from './base64'
import type { Fact } from './facts'
import { Reader } from './reader'
import type { Surroundings } from './surroundings'

/** One open znode. `stat` belongs to `data`: its version is the one the person sees (I3). */
export type ZnodeView = {
  readonly status: 'loading' | 'ready' | 'missing' | 'denied' | 'error'
  /** null: the znode has no data, or none could be read. */
  readonly data: Uint8Array | null
  readonly stat: Stat | null
  readonly zxid: Hex64 | null
  /** ms since 1970, when this page learnt that the znode it showed is gone. */
  readonly deletedAt?: number
  readonly problem?: Problem
}

type Answer = AnswerOf<typeof readZnode>
type Entry = { watchers: number; view: ZnodeView }

const LOADING: ZnodeView = { status: 'loading', data: null, stat: null, zxid: null }

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
        surroundings.request<typeof readZnode>('GET', '/api/clusters/{cluster}/znode', {
          cluster: hooks.cluster,
          query: { path, floor },
          signal,
        }),
      take: (path, answer) => this.#take(path, answer),
      fail: (path, problem, again) => this.#fail(path, problem, again),
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
    if (!fact.stat) {
      this.reader.outdate(path, fact.zxid)
      if (view.status === 'loading' || view.status === 'missing') return
      const deletedAt = this.#surroundings.wallClock()
      entry.view = { ...view, status: 'missing', zxid: fact.zxid, deletedAt, problem: undefined }
    } else if (view.status === 'ready' && isSameData(view.stat, fact.stat)) {
      entry.view = { ...view, stat: fact.stat, zxid: fact.zxid }
      // Another ACL may hide the data, which only a read can tell (I8).
      if (view.stat?.aversion !== fact.stat.aversion) this.reader.want(path, fact.zxid)
    } else {
      if (view.status === 'denied' || view.status === 'error')
        entry.view = { ...view, stat: fact.stat, zxid: fact.zxid }
      this.reader.want(path, fact.zxid)
    }
    this.#hooks.changed()
  }

  #take(path: ZnodePath, { data, stat, zxid }: Answer): Hex64 | undefined {
    const entry = this.#entries.get(path)
    if (!entry) return undefined
    this.#hooks.learn(path, { stat, zxid })
    const known = this.#hooks.fact(path)
    if (known?.stat && !isSameData(known.stat, stat)) return known.zxid
    const read = { data: toBytes(data), stat: known?.stat ?? stat, zxid }
    entry.view =
      known?.stat === null
        ? { ...read, status: 'missing', deletedAt: this.#surroundings.wallClock() }
        : { ...read, status: 'ready' }
    this.#hooks.changed()
    return undefined
  }

  #fail(path: ZnodePath, problem: Problem, again: boolean): void {
    const entry = this.#entries.get(path)
    if (!entry) return
    const { view } = entry
    if (problem.code === 'no-node') {
      const deletedAt = view.stat ? (view.deletedAt ?? this.#surroundings.wallClock()) : undefined
      entry.view = { ...view, status: 'missing', deletedAt, problem }
    } else if (problem.code === 'no-auth') {
      const stat = this.#hooks.fact(path)?.stat ?? view.stat
      entry.view = { status: 'denied', data: null, stat, zxid: view.zxid, problem }
    } else if (view.status === 'ready' && again) entry.view = { ...view, problem }
    else entry.view = { ...view, status: 'error', problem }
    this.#hooks.changed()
  }
}

function isSameData(a: Stat | null, b: Stat): boolean {
  return a !== null && a.czxid === b.czxid && a.mzxid === b.mzxid
}
