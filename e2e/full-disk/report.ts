/** What a Vivarium went through whose disk got full. Versions are those of one znode. */
export type Report = {
  /** What was said of saves with ever more room left, and of every kind of write with none. */
  readonly saves: readonly string[]
  /** What the probe said before each of those saves. */
  readonly wasReady: readonly string[]
  readonly refusals: readonly string[]
  /** Saves that were acknowledged until then. */
  readonly acknowledged: number
  readonly afterRefusals: number | undefined
  readonly unready: string
  /** The version that was read meanwhile, and whether a foreign change was on the stream. */
  readonly read: number
  readonly isStreamed: boolean
  /** Once there was room: a save, and readiness. */
  readonly again: string
  readonly ready: string
  readonly recorded: {
    readonly outcomes: ReadonlyArray<string | null>
    /** Intents of applied writes, and those that a recorded change belongs to. */
    readonly applied: readonly number[]
    readonly ofIntents: readonly number[]
    readonly versions: ReadonlyArray<number | null>
    readonly integrity: string
  }
}
