import { browserDrawer } from '@/lib/client/drafts/browser-storage'
import { childTyped, type FilterMemory, filterTree, searchAhead } from '@/lib/tree/filter'
import { focusAfter } from '@/lib/tree/keep-place'
import { createRowSource, type RowKey, type RowSource } from '@/lib/tree/rows'
import { SequenceOrders } from '@/lib/tree/sequence'
import { firstWithPrefix } from '@/lib/tree/sorted-names'
import { collapse, expand, type Tree } from '@/lib/tree/tree'
import { findByPrefix } from '@/lib/tree/type-ahead'
import { ancestry, nameOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import { readableStat } from '@/lib/znode/stat'
import type { ChildrenStore } from './children-store'
import type { Fact } from './facts'

/** A new object after every change of anything that rows show. */
export type TreeView = {
  readonly rows: RowSource
  /** The row that has the keyboard focus while the tree has it. */
  readonly active: RowKey | null
  readonly filter: string
  /** Rows there are without the filter. */
  readonly total: number
  /** Whether siblings that all have sequence numbers stand in their order. */
  readonly bySequence: boolean
  /** A row to bring into view; every wish is a new object. */
  readonly goal: { readonly key: RowKey } | null
  /** So many lists are open that the last ones are not read. */
  readonly full: boolean
  /** The focused znode vanished and the focus went on to `next`. */
  readonly lost: { readonly name: string; readonly next: string | null } | null
}

const SEQUENCE_KEY = 'vivarium.sequence'

type Hooks = {
  readonly fact: (path: ZnodePath) => Fact | undefined
  /** The person did something: show it at once. */
  readonly acted: () => void
  /** Other rows are in view. */
  readonly watched: () => void
}

/** The tree on the screen: what is open, filtered, focused and in view. */
export class TreeStore {
  readonly #children: ChildrenStore
  readonly #hooks: Hooks
  #visible: readonly ZnodePath[] = []
  #filter = ''
  readonly #memory: FilterMemory = new Map()
  #filtered: Tree
  readonly #orders: SequenceOrders
  #bySequence = browserDrawer()?.getItem(SEQUENCE_KEY) !== 'off'
  #rows: RowSource
  #active: RowKey | null = null
  #wanted: ZnodePath | null = null
  #goal: TreeView['goal'] = null
  #lost: TreeView['lost'] = null
  #view: TreeView | undefined

  constructor(children: ChildrenStore, hooks: Hooks) {
    this.#children = children
    this.#hooks = hooks
    this.#filtered = children.tree
    this.#orders = new SequenceOrders((path) => children.tree.levels.get(path)?.names)
    this.#rows = this.#createRows()
  }

  view(): TreeView {
    this.#view ??= {
      rows: this.#rows,
      active: this.#active,
      filter: this.#filter,
      total: (this.#filter === '' ? this.#rows : this.#createAllRows()).rowCount,
      bySequence: this.#bySequence,
      goal: this.#goal,
      full: this.#children.isFull,
      lost: this.#lost,
    }
    return this.#view
  }

  /** The znodes whose rows are in view. */
  get visible(): readonly ZnodePath[] {
    return this.#visible
  }

  /** What rows show changed, though not which rows there are. */
  touch(): void {
    this.#view = undefined
  }

  expand = (path: ZnodePath): void => {
    this.#children.update((tree) => expand(tree, [path]))
    this.#hooks.acted()
  }

  /** The row of what is closed may be far above, with all that was open below it in view. */
  collapse = (path: ZnodePath): void => {
    this.#children.update((tree) => collapse(tree, path))
    this.#goal = { key: path }
    this.#view = undefined
    this.#hooks.acted()
  }

  toggle = (path: ZnodePath): void => {
    if (this.#children.tree.expanded.has(path)) this.collapse(path)
    else this.expand(path)
  }

  retry = (path: ZnodePath): void => {
    this.#children.retry(path)
    this.#hooks.acted()
  }

  /** The row got the focus by itself: by a click, by Tab, by an assistive technology. */
  noteFocus(key: RowKey): void {
    if (this.#active === key) return
    this.#wanted = null
    this.#active = this.#standing(key)
    this.#view = undefined
    this.#hooks.acted()
  }

  /** Moves the keyboard focus, bringing the row into view. */
  focus(key: RowKey): void {
    this.#wanted = null
    this.#lost = null
    this.#goTo(this.#standing(key))
    this.#hooks.acted()
  }

  /** Opens the ancestors of `path` and brings its row into view as soon as it is there. */
  reveal(path: ZnodePath): void {
    this.#wanted = path === ROOT ? null : path
    this.#children.update((tree) => expand(tree, ancestry(path).slice(0, -1)))
    this.#pursue()
    this.#hooks.acted()
  }

  /** Does most of what `setFilter` takes, with pauses in between. */
  searchAhead = (text: string) => searchAhead(this.#children.tree, text, this.#memory)

  setFilter(text: string): void {
    this.#filter = text
    this.#rebuild()
    this.#lost = null
    this.#hooks.acted()
  }

  /** Whether siblings that all have sequence numbers are read in their order; remembered. */
  setBySequence = (isOn: boolean): void => {
    this.#bySequence = isOn
    try {
      browserDrawer()?.setItem(SEQUENCE_KEY, isOn ? 'on' : 'off')
    } catch {
      // A browser that keeps nothing forgets it with the page.
    }
    this.#rebuild()
    this.#hooks.acted()
  }

  /** Whether all children of the open znode `path` have sequence numbers, behind other names. */
  isSequenced(path: ZnodePath): boolean {
    return this.#orders.isSequenced(path)
  }

  /** `names`, all or some children of `path` in code-unit order, as they are shown. */
  inOrder(path: ZnodePath, names: readonly string[]): readonly string[] {
    return this.#bySequence ? this.#orders.order(path, names).names : names
  }

  setVisible(paths: readonly ZnodePath[]): void {
    this.#visible = paths
    this.#hooks.watched()
  }

  /** Focuses the next row that begins with `typed`; says whether there is one. */
  typeAhead(typed: string): boolean {
    const active = this.#active === null ? -1 : this.#rows.indexOf(this.#active)
    const from = typed.length > 1 ? active - 1 : active
    const found = this.#rows.rowAt(findByPrefix(this.#filtered, this.#rows, from, typed))
    if (found) this.focus(found.key)
    return found !== undefined
  }

  /** The loaded znode that a typed path leads to, brought into view; undefined when there is none. */
  follow(typed: string): ZnodePath | undefined {
    const path = childTyped(typed, (parent, prefix) =>
      firstWithPrefix(this.#children.tree.levels.get(parent)?.names ?? [], prefix),
    )
    if (path && this.#rows.indexOf(path) >= 0) this.focus(path)
    return path
  }

  /** The open lists are others than before. */
  onTree(): void {
    this.#rebuild()
  }

  #rebuild(): void {
    this.#filtered = filterTree(this.#children.tree, this.#filter, this.#memory)
    this.#rows = this.#createRows()
    this.#view = undefined
    if (this.#active !== null) {
      const next = focusAfter(this.#rows, this.#active)
      if (next !== this.#active) this.#lose(this.#active, next)
    }
    this.#pursue()
  }

  /** A row that only its own closed ancestor hides was not lost. */
  #lose(key: RowKey, next: RowKey | null): void {
    this.#active = next
    const { expanded } = this.#children.tree
    const isClosed = key.startsWith(`${next}/`) && !expanded.has(next as ZnodePath)
    const nameAt = (row: RowKey) => nameOf(row as ZnodePath)
    if (!isClosed) this.#lost = { name: nameAt(key), next: next && nameAt(next) }
  }

  #pursue(): void {
    if (this.#wanted === null || this.#rows.indexOf(this.#wanted) < 0) return
    this.#goTo(this.#wanted)
    this.#wanted = null
  }

  /** The screen is painted a moment after the rows change: a row picked on it may be gone. */
  #standing(key: RowKey): RowKey | null {
    return focusAfter(this.#rows, key)
  }

  #goTo(key: RowKey | null): void {
    this.#active = key
    this.#goal = key === null ? null : { key }
    this.#view = undefined
  }

  #createAllRows = () => createRowSource(this.#children.tree, () => undefined)

  #createRows(): RowSource {
    const hasChildren = (path: ZnodePath) => {
      const level = this.#children.tree.levels.get(path)
      if (level?.status === 'ready') return level.names.length > 0
      const stat = readableStat(this.#hooks.fact(path)?.stat ?? null)
      return stat ? stat.numChildren > 0 : undefined
    }
    const orders = this.#orders
    return this.#bySequence
      ? createRowSource(this.#filtered, hasChildren, (path, names) => orders.order(path, names))
      : createRowSource(this.#filtered, hasChildren)
  }
}
