import type { ZooKeeperSession } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import { childOf } from '@/lib/znode/path'
import { eventually, freshPath, PERSISTENT } from './sessions'

/** A few znodes below a root of their own, one for each way in which a znode can change. */
export type TestZnodes = {
  readonly root: ZnodePath
  readonly changes: ZnodePath
  readonly goes: ZnodePath
  readonly comes: ZnodePath
  readonly returns: ZnodePath
}

/** Creates them; `comes` is not there yet. */
export async function plantZnodes(session: ZooKeeperSession): Promise<TestZnodes> {
  const root = freshPath()
  const child = (name: string) => childOf(root, name)
  const at = {
    root,
    changes: child('changes'),
    goes: child('goes'),
    comes: child('comes'),
    returns: child('returns'),
  }
  for (const path of [root, at.changes, at.goes, at.returns])
    await session.create(path, null, PERSISTENT)
  return at
}

/** Makes one of each change, again and again while the ensemble cannot take it. */
export async function changeAll(session: ZooKeeperSession, at: TestZnodes): Promise<void> {
  const steps = [
    () => session.setData(at.changes, Buffer.from('new'), -1),
    () => session.delete(at.goes, -1),
    () => session.create(at.comes, null, PERSISTENT),
    () => session.delete(at.returns, -1),
    () => session.create(at.returns, Buffer.from('another'), PERSISTENT),
  ]
  for (const step of steps) await persistently(step)
}

/** Repeats a change until it is made, or proves to have been made before its answer was lost. */
export async function persistently(step: () => Promise<unknown>): Promise<void> {
  await eventually(() =>
    step().then(
      () => true,
      ({ code }) => code === 'no-node' || code === 'node-exists',
    ),
  )
}
