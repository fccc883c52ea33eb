import type { Problem } from '@/lib/api/problem'
import type { Interest, InterestAnswer } from '@/lib/client/transport/tell-interest'

/** What a tab says to the worker. `ask` numbers a question; its answer carries the same. */
export type FromTab =
  | { readonly type: 'open'; readonly cluster: string; readonly basePath: string }
  | { readonly type: 'interest'; readonly ask: number; readonly interest: Interest }
  /** The answer to `there?`. */
  | { readonly type: 'here' }
  | { readonly type: 'close' }

/** What the worker says to a tab. */
export type ToTab =
  /** First on every line: the worker runs. */
  | { readonly type: 'welcome' }
  | { readonly type: 'message'; readonly data: string; readonly id: string }
  /** Nothing arrives until it is open again; `closed`: not by itself. */
  | { readonly type: 'broken'; readonly closed: boolean }
  | { readonly type: 'answer'; readonly ask: number; readonly answer: InterestAnswer }
  | { readonly type: 'refused'; readonly ask: number; readonly problem: Problem }
  | { readonly type: 'there?' }
  /** All tabs together look at more than one stream may: this tab needs one of its own. */
  | { readonly type: 'full' }

/** A tab's end of the line. */
export type WorkerLine = {
  readonly say: (message: FromTab) => void
  readonly hangUp: () => void
}

/** The worker's end of the line. */
export type TabLine = {
  readonly say: (message: ToTab) => void
}
