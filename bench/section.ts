import type { Row } from './report/row'

export type Context = {
  /** Rounds to measure, warm-up not counted. */
  readonly rounds: number
  /** Tells the person who waits what is going on. */
  readonly log: (line: string) => void
}

/** A part of the benchmark that can be run by name. */
export type Section = {
  readonly name: string
  readonly run: (context: Context) => Promise<Row[]>
}
