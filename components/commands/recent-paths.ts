import { browserDrawer } from '@/lib/client/drafts/browser-storage'
import { pathProblem, type ZnodePath } from '@/lib/znode/path'

const KEPT = 12

const keyOf = (cluster: string) => `vivarium.recent.${cluster}`

/** The znodes this browser opened last, newest first. */
export function recentPaths(cluster: string): ZnodePath[] {
  try {
    const kept: unknown = JSON.parse(browserDrawer()?.getItem(keyOf(cluster)) ?? '[]')
    if (!Array.isArray(kept)) return []
    return kept.filter(
      (path): path is ZnodePath => typeof path === 'string' && pathProblem(path) === undefined,
    )
  } catch {
    return []
  }
}

/** Puts `path` first. A browser that keeps nothing simply has no recent paths. */
export function rememberPath(cluster: string, path: ZnodePath): void {
  const paths = [path, ...recentPaths(cluster).filter((each) => each !== path)].slice(0, KEPT)
  try {
    browserDrawer()?.setItem(keyOf(cluster), JSON.stringify(paths))
  } catch {
    return
  }
}
