import type { HistoryScope } from '@/lib/server/cluster/config'
import { isWithin, MAX_PATH, type ZnodePath } from '@/lib/znode/path'

/** Whether changes of `path` that others make are recorded. */
export function isRecorded(scope: HistoryScope, path: ZnodePath): boolean {
  return isInScope(scope, path) && !isTooLong(path)
}

/** Whether they would be, were it not for the length of the path. */
export function isInScope({ include, exclude }: HistoryScope, path: ZnodePath): boolean {
  return isAmong(include, path) && !isAmong(exclude, path)
}

/** Whether the API cannot name it: then nobody could ask what was recorded of it. */
export function isTooLong(path: ZnodePath): boolean {
  return path.length > MAX_PATH
}

/** What is kept of a value: all of it, or no more than that it changed. */
export function keeping(
  { redact, maxValueBytes, ...scope }: HistoryScope,
  path: ZnodePath,
  size: number,
): 'kept' | 'too-large' | 'redacted' {
  const isWithheld = isAmong(redact, path) || isAmong(scope.exclude, path)
  if (isWithheld) return 'redacted'
  return size > maxValueBytes ? 'too-large' : 'kept'
}

function isAmong(scopes: readonly ZnodePath[], path: ZnodePath): boolean {
  return scopes.some((scope) => isWithin(path, scope))
}
