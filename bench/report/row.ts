/** What is asked of a row's median, in the row's unit. */
export type Goal = { readonly atMost: number } | { readonly atLeast: number }

/** `×` is a ratio, formed within each round. */
export type Unit = 'ms' | '×' | 'MB' | 'KB' | '/s' | 'fps' | ''

/** One line of the table. */
export type Row = {
  /** `20,000 getData of 1 KiB` */
  readonly measured: string
  /** `kazoo 2.8.0`, or `Vivarium ÷ kazoo 2.8.0` */
  readonly who: string
  /** `wall`, `client CPU`, `p99` */
  readonly quantity: string
  readonly unit: Unit
  /** One per round. */
  readonly samples: readonly number[]
  readonly goal?: Goal
  /** Why there are no samples, or what to read them with. */
  readonly note?: string
}

/** Whether the median reaches the goal; undefined where there is no goal or no sample. */
export function reaches(middle: number, goal: Goal | undefined): boolean | undefined {
  if (!goal || Number.isNaN(middle)) return undefined
  return 'atMost' in goal ? middle <= goal.atMost : middle >= goal.atLeast
}
