import type { Change, ChangeInFull, ChangeRun } from '@/lib/api/history'

/** A change of a list, with the run that it is the newest of. */
export type Listed = { readonly change: Change; readonly run?: ChangeRun | undefined }

/** Whether both are one row: a run that grew since is the same one. */
export function isSame(a: Listed, b: Listed | undefined): boolean {
  if (a.run || b?.run) return a.run?.oldest === b?.run?.oldest
  return a.change.id === b?.change.id
}

/** A run told as one change: from the version before all of it to its newest. */
export function asOne({ change, run }: Listed): Change {
  if (!run) return change
  const { from, count } = run
  const steps = from === null || change.version === null ? null : change.version - from
  const before = change.before && { ...change.before, version: from }
  return { ...change, before, unseen: steps && Math.max(0, steps - count), together: 1 }
}

/** The same with values, once its newest and its oldest change were read. */
export function asOneInFull(
  newest: ChangeInFull,
  oldest: ChangeInFull,
  run: ChangeRun,
): ChangeInFull {
  const change = asOne({ change: newest.change, run })
  return {
    ...newest,
    change: { ...change, before: oldest.change.before },
    before: oldest.before,
    together: [],
  }
}
