import { isWithin, type ZnodePath } from './path'

/** Which changes are recorded, and what of them. Subtrees all. */
export type RecordedPaths = {
  readonly include: readonly ZnodePath[]
  readonly exclude: readonly ZnodePath[]
}

export type KeptValues = Pick<RecordedPaths, 'exclude'> & {
  /** Recorded without their values. */
  readonly redact: readonly ZnodePath[]
  /** Larger values are recorded without them. */
  readonly maxValueBytes: number
}

/** Whether changes of `path` that others make are recorded, were it not for its length. */
export function isInScope({ include, exclude }: RecordedPaths, path: ZnodePath): boolean {
  return isAmong(include, path) && !isAmong(exclude, path)
}

/** What is kept of a value of `size` bytes: all of it, or no more than that it changed. */
export function keeping(
  { redact, exclude, maxValueBytes }: KeptValues,
  path: ZnodePath,
  size: number,
): 'kept' | 'too-large' | 'redacted' {
  if (isAmong(redact, path) || isAmong(exclude, path)) return 'redacted'
  return size > maxValueBytes ? 'too-large' : 'kept'
}

export function isAmong(scopes: readonly ZnodePath[], path: ZnodePath): boolean {
  return scopes.some((scope) => isWithin(path, scope))
}
