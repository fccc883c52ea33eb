import type { Change, ChangeRun } from '@/lib/api/history'

type Page = {
  readonly changes: readonly Change[]
  /** Of the changes that stand for several of one znode. */
  readonly runs: readonly ChangeRun[]
  readonly next: string | null
  /** How far back was looked, where the search ended before the page was full (ms since 1970). */
  readonly searchedTo: number | null
}

/**
 * A list with another page of it: an older one goes to its end, the newest one to its top. Where
 * the newest one does not reach down to the list, more happened than a page holds: it starts anew.
 */
export function mergeChanges(known: Page, page: Page, isOlder: boolean): Page {
  if (isOlder)
    return {
      ...page,
      changes: unique([...known.changes, ...page.changes]),
      runs: unique([...known.runs, ...page.runs]),
    }
  const top = known.changes[0]
  const isShort = page.next === null || page.searchedTo !== null
  const meets = isShort || page.changes.some(({ id }) => id === top?.id)
  if (!meets || page.next === null) return page
  const ids = new Set(page.changes.map(({ id }) => id))
  const rest = known.changes.filter(({ id }) => !ids.has(id))
  return { ...known, changes: [...page.changes, ...rest] }
}

export type Found = Page & {
  readonly search: string
  /** So many rows were asked for at once, where a list is read as a whole. */
  readonly rows?: number
  /** It does not follow what happens: it is longer than what is read at once. */
  readonly isStill?: boolean
}

type PageOf = {
  readonly search: string
  readonly isOlder: boolean
  /** Runs grow, so that a list of them is read as a whole: so many rows. */
  readonly rows?: number | undefined
}

/**
 * What is known once a page of `search` has come: an older page of a search that is no more shown
 * changes nothing.
 */
export function withPage(
  known: Found | undefined,
  page: Page,
  { search, isOlder, rows }: PageOf,
): Found | undefined {
  const fresh = { ...page, search, ...(rows !== undefined && { rows }) }
  if (known?.search !== search) return isOlder ? known : fresh
  if (rows !== undefined) {
    if (rows < (known.rows ?? 0)) return known
    const isCut = page.searchedTo !== null && page.changes.length < known.changes.length
    return isCut ? { ...known, isStill: true } : fresh
  }
  if (known.changes.length === 0) return fresh
  return { ...known, ...mergeChanges(known, page, isOlder) }
}

function unique<T extends { readonly id: number }>(rows: readonly T[]): T[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}
