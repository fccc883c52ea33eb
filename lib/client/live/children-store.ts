import type { ChangeMessage, ChildrenMessage, MAX_INTEREST_PARENTS } from '@/lib/api/events'
import type { AnswerOf } from '@/lib/api/operation'
import type { Problem } from '@/lib/api/problem'
import type { listChildren } from '@/lib/api/znode'
import type { Surroundings } from '@/lib/client/transport/environment'
import { applyChanges, applyChildren, applyReset, type Existence } from '@/lib/tree/apply-event'
import {
  EMPTY_TREE,
  openParents,
  presentNames,
  type Tree,
  trackLevels,
  withLevel,
} from '@/lib/tree/tree'
import { nameOf, parentOf, type ZnodePath } from '@/lib/znode/path'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'
import type { Fact } from './facts'
import { FLASH_MS } from './flashes'
import { Reader } from './tracked-reader'

/** What may make a list readable that was not, or another one. */
const REOPENS: ReadonlySet<ChangeMessage['kind']> = new Set(['acl', 'created', 'recreated'])

export type ChildrenView = {
  readonly status: 'loading' | 'ready' | 'denied' | 'missing' | 'error'
  /** In code-unit order. */
  readonly names: readonly string[]
  readonly count: number
  readonly problem?: Problem
}

type Answer = AnswerOf<typeof listChildren>

type Hooks = {
  readonly cluster: string
  readonly learn: (path: ZnodePath, fact: Fact) => void
  readonly floor: (path: ZnodePath) => Hex64 | null
  /** The tree is another one than before. */
  readonly changed: () => void
  /** Rows are to go: `onFacts` takes them out. */
  readonly due: () => void
  /** Which lists are open changed. */
  readonly watched: () => void
}

const UNREAD: ChildrenView = { status: 'loading', names: [], count: 0 }
const MAX_PARENTS: typeof MAX_INTEREST_PARENTS = 1_000

/** The children lists on the screen: of what is open in the tree and of what else is watched. */
export class ChildrenStore {
  readonly #surroundings: Surroundings
  readonly #hooks: Hooks
  readonly #watchers = new Map<ZnodePath, number>()
  readonly #problems = new Map<ZnodePath, Problem>()
  /** Rows of znodes that are gone, in the order in which they go as well. */
  #departures: Array<{ readonly path: ZnodePath; readonly at: number }> = []
  readonly #views = new Map<ZnodePath, { readonly level: unknown; readonly view: ChildrenView }>()
  readonly reader: Reader<Answer>
  #tree: Tree = EMPTY_TREE
  #isFull = false

  constructor(surroundings: Surroundings, hooks: Hooks) {
    this.#surroundings = surroundings
    this.#hooks = hooks
    this.reader = new Reader<Answer>(surroundings, {
      fetch: (path, floor, signal) =>
        surroundings.request('listChildren', {
          cluster: hooks.cluster,
          query: { path, floor },
          signal,
        }),
      take: (path, answer) => this.#take(path, answer),
      fail: (path, problem, again) => this.#fail(path, problem, again),
      floor: hooks.floor,
    })
  }

  get tree(): Tree {
    return this.#tree
  }

  /** More lists are open than can be kept live; the last ones are not read. */
  get isFull(): boolean {
    return this.#isFull
  }

  /** The znodes whose list is open. */
  parents(): ZnodePath[] {
    return [...this.#tree.levels.keys()]
  }

  problem(path: ZnodePath): Problem | undefined {
    return this.#problems.get(path)
  }

  /** Opens or closes what `change` says. */
  update(change: (tree: Tree) => Tree): void {
    this.#become(change(this.#tree), true)
  }

  watch(path: ZnodePath): () => void {
    this.#watchers.set(path, (this.#watchers.get(path) ?? 0) + 1)
    this.#become(this.#tree, true)
    return () => {
      const left = (this.#watchers.get(path) ?? 1) - 1
      if (left > 0) this.#watchers.set(path, left)
      else this.#watchers.delete(path)
      this.#become(this.#tree, true)
    }
  }

  retry(path: ZnodePath): void {
    if (!this.#tree.levels.has(path)) return
    this.#problems.delete(path)
    this.#become(withLevel(this.#tree, path, { status: 'loading' }))
    this.reader.want(path)
  }

  /** Takes in what may make a list another one, or readable. */
  heed({ path, zxid, ...message }: ChangeMessage | ChildrenMessage): void {
    if (message.type === 'children' || REOPENS.has(message.kind)) this.relist(path, zxid)
  }

  /** The list of `path` has to be read again, at `zxid` or later. */
  relist(path: ZnodePath, zxid: Hex64): void {
    if (this.#tree.levels.has(path)) this.reader.want(path, zxid)
  }

  /** The same object as long as nothing changed. */
  view(path: ZnodePath): ChildrenView {
    const level = this.#tree.levels.get(path)
    if (!level) return UNREAD
    const cached = this.#views.get(path)
    if (cached?.level === level) return cached.view
    const problem = this.#problems.get(path)
    const names = presentNames(level)
    const isUnread = level.status === 'loading' && names.length === 0
    const status = isUnread ? 'loading' : statusOf(problem)
    const view = { status, names, count: names.length, problem } satisfies ChildrenView
    this.#views.set(path, { level, view })
    return view
  }

  /** Newer facts are known. What is gone stays a row for as long as it is tinted. */
  onFacts(news: ReadonlyArray<readonly [ZnodePath, Fact]>): void {
    for (const [path, { stat, zxid }] of news)
      if (stat === null) this.reader.outdate(path, zxid)
      else if (stat === 'unreadable') this.#hide(path, zxid)
    const facts: readonly Existence[] = news.map(([path, { stat, zxid }]) => ({
      path,
      exists: stat !== null,
      zxid,
    }))
    const departed = this.#departed()
    const after = applyChanges(this.#tree, facts, departed)
    this.#become(after, departed.length > 0)
    const at = this.#surroundings.now() + FLASH_MS
    const leaving = facts
      .map(({ path }) => path)
      .filter((path) => after.levels.get(parentOf(path))?.leaving.has(nameOf(path)))
    if (leaving.length === 0) return
    for (const path of leaving) this.#departures.push({ path, at })
    this.#surroundings.setTimer(this.#hooks.due, FLASH_MS)
  }

  /** The znode's ACL hides it: a list from before that is asked for again, which tells whether it may be read. */
  #hide(path: ZnodePath, zxid: Hex64): void {
    const level = this.#tree.levels.get(path)
    if (level?.status === 'ready' && compareHex(zxid, level.zxid) > 0) this.reader.want(path, zxid)
  }

  /** The rows whose time has come. */
  #departed(): ZnodePath[] {
    const now = this.#surroundings.now()
    const first = this.#departures.findIndex(({ at }) => at > now)
    const due = this.#departures.splice(0, first < 0 ? this.#departures.length : first)
    return due.map(({ path }) => path)
  }

  /** Changes were missed. */
  reset(isNewEnsemble: boolean): void {
    if (isNewEnsemble) this.#become(applyReset(this.#tree))
    this.reader.unsettle(isNewEnsemble)
  }

  #take(path: ZnodePath, { names, stat, zxid }: Answer): Hex64 | undefined {
    const level = this.#tree.levels.get(path)
    const next = applyChildren(this.#tree, path, { names, zxid })
    this.#hooks.learn(path, { stat, zxid })
    if (!level || next === this.#tree) return level?.zxid
    this.#problems.delete(path)
    this.#become(next, true)
    return undefined
  }

  #fail(path: ZnodePath, problem: Problem, again: boolean): void {
    const level = this.#tree.levels.get(path)
    if (!level) return
    this.#problems.set(path, problem)
    const names = again ? level.names : []
    this.#become(withLevel(this.#tree, path, { status: 'failed', names }))
  }

  /** `reopened`: which lists are open may be others now. */
  #become(next: Tree, reopened = false): void {
    const before = this.#tree
    this.#tree = reopened ? this.#tracked(next) : next
    if (this.#tree === before) return
    for (const path of before.levels.keys()) if (!this.#tree.levels.has(path)) this.#forget(path)
    const isNew = [...this.#tree.levels.keys()].filter((path) => !before.levels.has(path))
    for (const path of isNew) this.reader.want(path)
    if (isNew.length > 0 || before.levels.size !== this.#tree.levels.size) this.#hooks.watched()
    this.#hooks.changed()
  }

  #tracked(tree: Tree): Tree {
    const wanted = new Set([...this.#watchers.keys(), ...openParents(tree)])
    this.#isFull = wanted.size > MAX_PARENTS
    return trackLevels(tree, [...wanted].slice(0, MAX_PARENTS))
  }

  #forget(path: ZnodePath): void {
    this.reader.drop(path)
    this.#problems.delete(path)
    this.#views.delete(path)
  }
}

function statusOf(problem: Problem | undefined): 'ready' | 'denied' | 'missing' | 'error' {
  if (!problem) return 'ready'
  if (problem.code === 'no-auth') return 'denied'
  return problem.code === 'no-node' ? 'missing' : 'error'
}
