import type { Db } from '@/lib/server/store/store'
import type { ZnodePath } from '@/lib/znode/path'
import { isSameValue, type Recorded, rangeBelow, recordedAt, recordedFrom } from './recorded-rows'

type Subtree = {
  readonly path: ZnodePath
  /** ms since 1970. */
  readonly at: number
  /** Only the paths behind this one. */
  readonly after?: ZnodePath | undefined
}

/** Znodes per step, so that others get their turn between. */
const BATCH = 500

/** The znodes of a subtree that differ from what they were, by what is recorded, in batches. */
export async function* differing(
  db: Db,
  cluster: string,
  { path, at, after }: Subtree,
): AsyncGenerator<Recorded[]> {
  const { from: first, end } = rangeBelow(path)
  if (after === undefined) yield (await recordedAt(db, cluster, at, [path])).filter(differs)
  const isBehind = after !== undefined && after !== path
  let from = isBehind ? { path: after as string, isInclusive: false } : first
  for (;;) {
    const scan = { from, end, at, limit: BATCH, isTouched: true }
    const rows = await recordedFrom(db, cluster, scan)
    yield rows.filter(differs)
    const last = rows.at(-1)
    if (rows.length < BATCH || !last) return
    from = { path: last.path, isInclusive: false }
  }
}

/** A page of them; `next` is its last path where there are more. */
export async function differingFrom(
  db: Db,
  cluster: string,
  { limit, ...subtree }: Subtree & { readonly limit: number },
): Promise<{ rows: Recorded[]; next: ZnodePath | null }> {
  const found: Recorded[] = []
  for await (const rows of differing(db, cluster, subtree)) {
    found.push(...rows)
    if (found.length > limit) break
  }
  const rows = found.slice(0, limit)
  return { rows, next: found.length > limit ? (rows.at(-1)?.path ?? null) : null }
}

function differs({ was, latest, wasAbsent }: Recorded): boolean {
  const isThere = latest.kind !== 'deleted'
  if (was) return !isThere || !isSameValue(was, latest)
  return isThere && wasAbsent
}
