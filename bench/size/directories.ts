import { createAll } from '@/bench/load/create-all'
import { openDemoSession } from '@/e2e/demo/demo-session'
import { childOf, toPath, type ZnodePath } from '@/lib/znode/path'

/** Directories of the root, with how many children each has. */
export const DIRECTORIES = [
  { name: 'd10k', count: 10_000 },
  { name: 'd100k', count: 100_000 },
  { name: 'd300k', count: 300_000 },
] as const

export type Directory = (typeof DIRECTORIES)[number]

const TOTAL = 800_000
/** Children of each directory that fills the ensemble up. */
const FILLING = 10_000

/** Creates the directories, and others until there are 800,000 znodes. */
export async function createDirectories(connect: string): Promise<void> {
  const session = await openDemoSession(connect)
  try {
    const counted = DIRECTORIES.reduce((sum, { count }) => sum + count, 0)
    const fillers = Array.from({ length: (TOTAL - counted) / FILLING }, (_, index) => ({
      name: `filler-${index}`,
      count: FILLING,
    }))
    for (const { name, count } of [...DIRECTORIES, ...fillers]) {
      const parent = toPath(`/${name}`)
      await createAll(session, [parent])
      await createAll(session, childrenOf(parent, count))
    }
  } finally {
    await session.close()
  }
}

/** 300,000 longer names would not fit into the 4 MB a server's answer may have. */
function childrenOf(parent: ZnodePath, count: number): ZnodePath[] {
  return Array.from({ length: count }, (_, index) =>
    childOf(parent, `n-${`${index}`.padStart(6, '0')}`),
  )
}
