import { createAll } from '@/bench/load/create-all'
import { openDemoSession } from '@/e2e/demo/demo-session'
import { OPEN_ACL } from '@/lib/znode/acl'
import { childOf, toPath, type ZnodePath } from '@/lib/znode/path'

export const SMALL = toPath('/small')
export const LARGE = toPath('/large')
/** A list of 250,000 short names. */
export const WIDE = toPath('/wide')
/** Lists that are too large to be read: of 70 names of 990,000 characters, of 100,000 of 600. */
export const LONG = toPath('/long')
export const MANY_LONG = toPath('/many-long')

/** Creates what the loads ask for. */
export async function createTree(connect: string): Promise<void> {
  const session = await openDemoSession(connect)
  const below = (parent: ZnodePath, count: number, name: (index: number) => string) =>
    createAll(
      session,
      Array.from({ length: count }, (_, index) => childOf(parent, name(index))),
    )
  try {
    await createAll(session, [SMALL, WIDE, LONG, MANY_LONG])
    await session.create(LARGE, Buffer.alloc(999_000, 'large'), {
      ...{ mode: 'persistent', acl: OPEN_ACL },
    })
    await below(SMALL, 1_000, (index) => `n-${index}`)
    await below(WIDE, 250_000, (index) => `n-${index}`)
    await below(MANY_LONG, 100_000, (index) => `${index}-`.padEnd(600, 'x'))
    for (let index = 0; index < 70; index++)
      await below(LONG, 1, () => `${index}`.padEnd(990_000, 'x'))
  } finally {
    await session.close()
  }
}
