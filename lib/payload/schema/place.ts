export type Step = string | number

/** Where in a structured text somebody writes. */
export type Place = {
  /** A `key` of the object at `path`, the `value` at `path`, or `any` of both: the first of it. */
  readonly kind: 'key' | 'value' | 'any'
  readonly path: readonly Step[]
  /** Where what is being written begins; it is written up to the place asked for. */
  readonly from: number
  /** The keys that the object has already. */
  readonly present: ReadonlySet<string>
}
