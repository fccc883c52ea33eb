import { request } from '@/lib/client/transport/request'
import type { ChildFigures } from '@/lib/tree/child-order'
import { childOf, type ZnodePath } from '@/lib/znode/path'
import { isEphemeral, readableStat, type Stat } from '@/lib/znode/stat'

/** As many as one request may ask for. */
const BATCH = 1_000

/** What children are sorted and chosen by. */
export function figuresOf(stat: Stat): ChildFigures {
  return {
    size: stat.dataLength,
    children: stat.numChildren,
    version: stat.version,
    modified: stat.mtime,
    owner: isEphemeral(stat) ? stat.ephemeralOwner : '',
  }
}

/**
 * Reads the stats of all `names` below `parent`, a thousand at a time; `onRead` is told how many are
 * read. Throws `ApiError`. What is gone or may not be read is not among the answer.
 */
export async function readFigures(
  cluster: string,
  parent: ZnodePath,
  names: readonly string[],
  onRead: (count: number) => void,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ChildFigures>> {
  const figures = new Map<string, ChildFigures>()
  for (let start = 0; start < names.length; start += BATCH) {
    const some = names.slice(start, start + BATCH)
    const { stats } = await request('readStats', {
      cluster,
      body: { paths: some.map((name) => childOf(parent, name)) },
      signal,
    })
    for (const [index, { stat }] of stats.entries()) {
      const known = readableStat(stat)
      if (known) figures.set(some[index] ?? '', figuresOf(known))
    }
    onRead(start + some.length)
  }
  return figures
}
