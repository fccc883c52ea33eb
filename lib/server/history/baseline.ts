import type { ZnodePath } from '@/lib/znode/path'
import { type CatchUp, PAGE } from './catch-up-task'
import { childrenOf } from './created-meanwhile'
import { differenceOf } from './difference'
import { headsOf } from './heads'
import { isFound } from './look'
import { isRecorded } from './scope'

/** Znodes of a baseline at most (I10). */
const MOST_WALKED = 50_000

/**
 * Reads everything below the recorded subtrees, `most` znodes of it, so that what comes next has a
 * “before”.
 */
export async function readBaseline(task: CatchUp, most = MOST_WALKED): Promise<void> {
  const { cluster, scope, read } = task
  let queue: ZnodePath[] = [...scope.include]
  for (let walked = 0; queue.length > 0 && walked < most; ) {
    const page = queue.slice(0, Math.min(PAGE, most - walked))
    const paths = page.filter((path) => isRecorded(scope, path))
    walked += page.length
    const looks = await task.look(paths)
    const known = await read((db) => headsOf(db, cluster, paths))
    await task.keep(looks.flatMap((each) => differenceOf(each, known.get(each.path), task)))
    const below = await childrenOfAll(task, looks.filter(isFound).filter(hasChildren))
    queue = [...queue.slice(page.length), ...below].slice(0, most - walked)
    await task.breathe()
  }
}

type Parent = { readonly path: ZnodePath; readonly found: { stat: { numChildren: number } } }

function hasChildren({ found }: Parent): boolean {
  return found.stat.numChildren > 0
}

/** Directories listed together: bounds memory. */
const WINDOW = 16

async function childrenOfAll(task: CatchUp, parents: readonly Parent[]) {
  const children: ZnodePath[] = []
  for (let start = 0; start < parents.length; start += WINDOW) {
    const window = parents.slice(start, start + WINDOW)
    const lists = await Promise.all(window.map(({ path }) => childrenOf(task, path)))
    children.push(...lists.flat())
  }
  return children
}
