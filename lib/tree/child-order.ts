/** What a child is sorted by; all but its name is known from its stat alone. */
export const CHILD_SORTS = ['name', 'size', 'children', 'version', 'modified', 'owner'] as const

export type ChildSort = (typeof CHILD_SORTS)[number]

/** What is known of a child where all are sorted or chosen by it. */
export type ChildFigures = {
  readonly size: number
  readonly children: number
  readonly version: number
  readonly modified: number
  /** Session of an ephemeral, as it is spelled; empty for every other znode. */
  readonly owner: string
}

export type ChildKind = 'all' | 'ephemeral' | 'leaf'

export type ChildView = {
  /** Part of the names, whatever its case. */
  readonly query: string
  readonly kind: ChildKind
  readonly sort: ChildSort
  readonly isDescending: boolean
  /** What has children comes before what has none. */
  readonly isFoldersFirst: boolean
}

/** All of the children, by name: what a directory opens with. */
export const ALL_BY_NAME: ChildView = {
  query: '',
  kind: 'all',
  sort: 'name',
  isDescending: false,
  isFoldersFirst: false,
}

/** Names looked at before the work pauses for the next frame. */
const SLICE = 4_000

/** Work in slices: each step answers undefined, the last one the outcome. */
export type Sliced<T> = Generator<undefined, T>

/** Whether a child is of that kind; one that nobody read is of none but `all`. */
export function isOfKind(figures: ChildFigures | undefined, kind: ChildKind): boolean {
  if (kind === 'all') return true
  if (!figures) return false
  return kind === 'ephemeral' ? figures.owner !== '' : figures.children === 0
}

/**
 * The names to show, in their order; `names` itself where nothing is left out and none moves.
 * `figures`: by name; what it does not know comes last.
 */
export function* childNames(
  names: readonly string[],
  view: ChildView,
  figures: ReadonlyMap<string, ChildFigures>,
): Sliced<readonly string[]> {
  const sorted = yield* sortedNames(names, view, figures)
  if (!view.isFoldersFirst) return sorted
  const folders: string[] = []
  const others: string[] = []
  for (const [index, name] of sorted.entries()) {
    if (index % SLICE === SLICE - 1) yield
    const isFolder = (figures.get(name)?.children ?? 0) > 0
    ;(isFolder ? folders : others).push(name)
  }
  return [...folders, ...others]
}

function* sortedNames(
  names: readonly string[],
  view: ChildView,
  figures: ReadonlyMap<string, ChildFigures>,
): Sliced<readonly string[]> {
  const { sort, isDescending } = view
  const found = yield* chosen(names, view, figures)
  if (sort === 'name') return isDescending ? found.toReversed() : found
  const known: string[] = []
  const keys: Array<number | string> = []
  const unknown: string[] = []
  for (const [index, name] of found.entries()) {
    if (index % SLICE === SLICE - 1) yield
    const figure = figures.get(name)?.[sort]
    if (figure === undefined) unknown.push(name)
    else keys[known.push(name) - 1] = figure
  }
  const sign = isDescending ? -1 : 1
  const order = (a: number, b: number) => sign * compare(keys[a] ?? 0, keys[b] ?? 0)
  const sorted = yield* mergeSort(Uint32Array.from(known.keys()), order)
  return [...Array.from(sorted, (index) => known[index] ?? ''), ...unknown]
}

function compare(a: number | string, b: number | string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function* chosen(
  names: readonly string[],
  { query, kind }: ChildView,
  figures: ReadonlyMap<string, ChildFigures>,
): Sliced<readonly string[]> {
  const wanted = query.toLowerCase()
  if (wanted === '' && kind === 'all') return names
  const found: string[] = []
  for (let index = 0; index < names.length; index++) {
    if (index % SLICE === SLICE - 1) yield
    const name = names[index] ?? ''
    if (wanted !== '' && !name.toLowerCase().includes(wanted)) continue
    if (isOfKind(figures.get(name), kind)) found.push(name)
  }
  return found
}

type Places = Uint32Array<ArrayBuffer>
type Order = (a: number, b: number) => number

/** A stable sort that pauses; ties stay in the order of their names. */
function* mergeSort(places: Places, order: Order): Sliced<Places> {
  let from = places
  let to = new Uint32Array(places.length)
  let steps = 0
  for (let width = 1; width < places.length; width *= 2) {
    for (let start = 0; start < places.length; start += 2 * width) {
      // A run longer than a slice is merged in parts of it.
      yield* merge(from, to, { start, middle: start + width, end: start + 2 * width }, order)
      steps += 2 * width
      if (steps < SLICE) continue
      steps = 0
      yield
    }
    ;[from, to] = [to, from]
  }
  return from
}

type Run = { readonly start: number; readonly middle: number; readonly end: number }

function* merge(from: Places, to: Places, run: Run, order: Order): Sliced<void> {
  const middle = Math.min(run.middle, from.length)
  const end = Math.min(run.end, from.length)
  let left = run.start
  let right = middle
  for (let at = run.start; at < end; at++) {
    if ((at - run.start) % SLICE === SLICE - 1) yield
    const [a = 0, b = 0] = [from[left], from[right]]
    const isLeft = left < middle && (right >= end || order(a, b) <= 0)
    to[at] = isLeft ? a : b
    if (isLeft) left += 1
    else right += 1
  }
}

/** Runs all of it at once. */
export function runWhole<T>(work: Sliced<T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
