import type { ForeignClient } from '@/e2e/foreign/stock-client'
import { childOf, type ZnodePath } from '@/lib/znode/path'
import type { Stat } from '@/lib/znode/stat'

export type TrueZnode = {
  readonly stat: Stat
  readonly data: Buffer | null
  /** In code-unit order. */
  readonly names: readonly string[]
}

/** What ZooKeeper holds, as another program read it. */
export type Truth = ReadonlyMap<ZnodePath, TrueZnode>

/** Reads everything at and below `root`, which nobody changes meanwhile. */
export async function readTruth(reader: ForeignClient, root: ZnodePath): Promise<Truth> {
  const truth = new Map<ZnodePath, TrueZnode>()
  const visit = async (path: ZnodePath): Promise<void> => {
    const [{ data, stat }, names] = await Promise.all([reader.get(path), reader.children(path)])
    truth.set(path, { stat, data, names: [...names].sort() })
    await Promise.all(names.map((name) => visit(childOf(path, name))))
  }
  await visit(root)
  return truth
}
