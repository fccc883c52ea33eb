import { withinPage } from '@/lib/server/history/rows/page-bytes'
import {
  type From,
  isSameValue,
  type Recorded,
  rangeBelow,
  recordedAt,
  recordedFrom,
} from '@/lib/server/history/rows/rows-at'
import type { ZnodePath } from '@/lib/znode/path'
import type { Search } from './searches'

type Subtree = {
  readonly path: ZnodePath
  /** ms since 1970. */
  readonly at: number
  /** Only the paths behind this one. */
  readonly after?: ZnodePath | undefined
}

/** Znodes looked at in one step. */
const BATCH = 1_000

type Batch = {
  readonly rows: Recorded[]
  /** The path up to which was looked; null at the end of the subtree. */
  readonly upTo: ZnodePath | null
}

/** The znodes of a subtree that differ from what they were, by what is recorded, in batches. */
export async function* differing(
  { step }: Pick<Search, 'step'>,
  cluster: string,
  { path, at, after }: Subtree,
): AsyncGenerator<Batch> {
  const { from: first, end } = rangeBelow(path)
  if (after === undefined) {
    const own = await step((db) => recordedAt(db, cluster, at, [path]))
    yield { rows: own.filter(differs), upTo: path }
  }
  const isBehind = after !== undefined && after !== path
  let from: From | null = isBehind ? { path: after, isInclusive: false } : first
  while (from) {
    const scan: Parameters<typeof recordedFrom>[2] = {
      from,
      end,
      at,
      limit: BATCH,
      isTouched: true,
    }
    const { rows, next } = await step((db) => recordedFrom(db, cluster, scan))
    yield { rows: rows.filter(differs), upTo: (next?.path ?? null) as ZnodePath | null }
    from = next
  }
}

/** A page of them; `next` is the path up to which was looked, where there may be more. */
export async function differingFrom(
  search: Search,
  cluster: string,
  { limit, ...subtree }: Subtree & { readonly limit: number },
): Promise<{ rows: Recorded[]; next: ZnodePath | null }> {
  const found: Recorded[] = []
  for await (const { rows, upTo } of differing(search, cluster, subtree)) {
    found.push(...rows)
    if (found.length > limit) break
    if (upTo !== null && search.spent() >= 1) return { rows: found, next: upTo }
  }
  const sized = found.map((row) => ({ ...row, bytes: Buffer.byteLength(row.path) }))
  const rows = withinPage(sized, limit)
  return { rows, next: rows.length < found.length ? (rows.at(-1)?.path ?? null) : null }
}

function differs({ was, latest, wasAbsent }: Recorded): boolean {
  const isThere = latest.kind !== 'deleted'
  if (was) return !isThere || !isSameValue(was, latest)
  return isThere && wasAbsent
}
