import type { HistoryScope } from '@/lib/server/cluster/config'
import { MAX_PATH, type ZnodePath } from '@/lib/znode/path'
import { isInScope } from '@/lib/znode/recording'

/** Whether changes of `path` that others make are recorded. */
export function isRecorded(scope: HistoryScope, path: ZnodePath): boolean {
  return isInScope(scope, path) && !isTooLong(path)
}

/** Whether the API cannot name it: then nobody could ask what was recorded of it. */
export function isTooLong(path: ZnodePath): boolean {
  return path.length > MAX_PATH
}
