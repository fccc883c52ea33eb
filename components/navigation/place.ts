import { pathProblem, ROOT, type ZnodePath } from '@/lib/znode/path'

export const NODE_TABS = ['value', 'children', 'history', 'acl', 'stat'] as const

const PANES = ['tree', 'node', 'timeline'] as const

/** What a phone shows one of. */
export type PaneName = (typeof PANES)[number]

export type NodeTab = (typeof NODE_TABS)[number]

/** What the address asks for. */
export type Place = {
  /** Undefined when the address names no valid path. */
  readonly path: ZnodePath | undefined
  /** The path as it stands in the address, valid or not. */
  readonly asked: string
  /** Undefined when the address names none: what the znode holds decides. */
  readonly tab: NodeTab | undefined
  /** Which pane a phone begins with; undefined when the address does not say. */
  readonly pane: PaneName | undefined
}

/** Reads `?path=…&tab=…&pane=…`. Without a path it is the root. */
export function parsePlace(search: { get(name: string): string | null }): Place {
  const asked = search.get('path') || ROOT
  const tab = NODE_TABS.find((name) => name === search.get('tab'))
  const pane = PANES.find((name) => name === search.get('pane'))
  const path = pathProblem(asked) === undefined ? (asked as ZnodePath) : undefined
  return { path, asked, tab, pane }
}

/** The address of a znode, relative to the page: sharing it leads to the same place. */
export function placeHref(path: string, tab?: NodeTab): string {
  const query = `?path=${encodeURIComponent(path).replaceAll('%2F', '/')}`
  return tab === undefined ? query : `${query}&tab=${tab}`
}

/** What a tab calls a znode: its name and, as many are called alike, its parent's. */
export function titleOf(path: string): readonly string[] {
  return path.split('/').filter(Boolean).slice(-2).reverse()
}
