import type { Change } from '@/lib/api/history'

type Page = { readonly changes: readonly Change[]; readonly next: string | null }

/**
 * A list with another page of it: an older one goes to its end, the newest one to its top. Where
 * the newest one does not reach down to the list, more happened than a page holds: it starts anew.
 */
export function mergeChanges(known: Page, page: Page, isOlder: boolean): Page {
  if (isOlder) return { changes: unique([...known.changes, ...page.changes]), next: page.next }
  const top = known.changes[0]
  const meets = page.next === null || page.changes.some(({ id }) => id === top?.id)
  if (!meets) return page
  if (page.next === null) return page
  const ids = new Set(page.changes.map(({ id }) => id))
  const rest = known.changes.filter(({ id }) => !ids.has(id))
  return { changes: [...page.changes, ...rest], next: known.next }
}

function unique(changes: readonly Change[]): Change[] {
  return [...new Map(changes.map((change) => [change.id, change])).values()]
}
