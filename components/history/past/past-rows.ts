import type { PastZnode } from '@/lib/api/past'
import type { ZnodePath } from '@/lib/znode/path'

/** The children of one znode that were read so far; `next` is where more begin. */
export type Listing = {
  readonly znodes: readonly PastZnode[]
  readonly next: ZnodePath | null
  /** Of the parent now, when the first page was read; null where it is not known. */
  readonly children?: number | null
}

export type Listings = ReadonlyMap<ZnodePath, Listing>

export type PastRow =
  | { readonly kind: 'znode'; readonly znode: PastZnode; readonly level: number }
  /** Stands for what is not read yet: the first page, or the one behind `after`. */
  | {
      readonly kind: 'more'
      readonly parent: ZnodePath
      readonly after: ZnodePath | null
      readonly level: number
    }
  /** Stands for children of now that were never recorded. */
  | {
      readonly kind: 'unrecorded'
      readonly parent: ZnodePath
      readonly count: number
      readonly level: number
    }

/** The rows of a subtree of the past, as far as its znodes are opened. */
export function pastRows(
  listings: Listings,
  parent: ZnodePath,
  opened: ReadonlySet<ZnodePath>,
  level = 1,
): PastRow[] {
  const listing = listings.get(parent)
  if (!listing) return [{ kind: 'more', parent, after: null, level }]
  const rows: PastRow[] = []
  for (const znode of listing.znodes) {
    rows.push({ kind: 'znode', znode, level })
    if (!opened.has(znode.path)) continue
    for (const row of pastRows(listings, znode.path, opened, level + 1)) rows.push(row)
  }
  const count = unrecordedIn(listing)
  if (listing.next !== null) rows.push({ kind: 'more', parent, after: listing.next, level })
  else if (count > 0) rows.push({ kind: 'unrecorded', parent, count, level })
  return rows
}

function unrecordedIn({ znodes, children }: Listing): number {
  const there = znodes.filter(({ now, status }) => now !== null || status === 'unreadable')
  return Math.max(0, (children ?? 0) - there.length)
}

/** The listings with a page more of one. A page that was read twice is there once. */
export function withPage(
  listings: Listings,
  parent: ZnodePath,
  after: ZnodePath | null,
  page: Omit<Listing, 'children'> & { readonly self?: PastZnode | null },
): Listings {
  const known = listings.get(parent)
  if (known ? known.next !== after || after === null : after !== null) return listings
  const znodes = [...(known?.znodes ?? []), ...page.znodes]
  return new Map(listings).set(parent, {
    ...{ znodes, next: page.next },
    children: known ? known.children : page.self?.now?.numChildren,
  })
}
