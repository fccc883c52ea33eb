/** What the thread is asked. */
export type Job = {
  readonly id: number
  /** JSON Schemas as text. */
  readonly schemas: readonly string[]
  /** JSON, checked by each of the schemas; left out where they are only to be compiled. */
  readonly text?: string
  /** Set to 1 at the end, for who waits without an event loop. */
  readonly signal?: Int32Array
}

/** Where a value breaks its JSON Schema, as a JSON pointer, and how, in the validator's words. */
export type Violation = { readonly pointer: string; readonly message: string }

/** What the thread says of a job, in this order; `failed` may come at any time. */
export type Said = { readonly id: number } & (
  | { readonly type: 'begun' }
  /** At most one violation of each schema, found at once. */
  | { readonly type: 'first'; readonly violations: Violation[] }
  | { readonly type: 'done'; readonly violations: Violation[] }
  | { readonly type: 'failed'; readonly isTooDeep: boolean; readonly message: string }
)
