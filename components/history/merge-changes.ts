import type { Change } from '@/lib/api/history'

type Page = {
  readonly changes: readonly Change[]
  readonly next: string | null
  /** How far back was looked, where the search ended before the page was full (ms since 1970). */
  readonly searchedTo: number | null
}

/**
 * A list with another page of it: an older one goes to its end, the newest one to its top. Where
 * the newest one does not reach down to the list, more happened than a page holds: it starts anew.
 */
export function mergeChanges(known: Page, page: Page, isOlder: boolean): Page {
  if (isOlder) return { ...page, changes: unique([...known.changes, ...page.changes]) }
  const top = known.changes[0]
  const isShort = page.next === null || page.searchedTo !== null
  const meets = isShort || page.changes.some(({ id }) => id === top?.id)
  if (!meets || page.next === null) return page
  const ids = new Set(page.changes.map(({ id }) => id))
  const rest = known.changes.filter(({ id }) => !ids.has(id))
  return { ...known, changes: [...page.changes, ...rest] }
}

export type Found = Page & { readonly search: string }

/**
 * What is known once a page of `search` has come: an older page of a search that is no more shown
 * changes nothing.
 */
export function withPage(
  known: Found | undefined,
  page: Page,
  { search, isOlder }: { search: string; isOlder: boolean },
): Found | undefined {
  if (known?.search !== search) return isOlder ? known : { ...page, search }
  if (known.changes.length === 0) return { ...page, search }
  return { ...mergeChanges(known, page, isOlder), search }
}

function unique(changes: readonly Change[]): Change[] {
  return [...new Map(changes.map((change) => [change.id, change])).values()]
}
