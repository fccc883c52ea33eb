import type { MAX_COMPARED, readChangeValues } from '@/lib/api/change-values'
import type { AnswerOf } from '@/lib/api/operation'
import { toBytes } from '@/lib/client/transport/base64'
import type { Surroundings, TimerId } from '@/lib/client/transport/environment'
import { ApiError } from '@/lib/client/transport/request'
import type { Gist } from '@/lib/payload/preview/gist'
import { nameOf, type ZnodePath } from '@/lib/znode/path'

type Answer = AnswerOf<typeof readChangeValues>['compared'][number]

/** What a change did, as far as its row says it. */
export type ChangeGist = {
  readonly before: Pick<Answer['before'], 'state' | 'size'>
  readonly after: Pick<Answer['after'], 'state' | 'size'>
  readonly acl: Answer['acl']
  /** Undefined where not both values are known, or neither has any data. */
  readonly gist: Gist | undefined
}

/** A change, or a run, that is in view; `of` as the API is asked for it. */
export type InView = { readonly of: string; readonly path: ZnodePath }

type World = Pick<Surroundings, 'request' | 'setTimer' | 'clearTimer'> & {
  readonly compare: (
    before: Uint8Array | null,
    after: Uint8Array | null,
    name: string,
  ) => Promise<Gist>
}

const MOST: typeof MAX_COMPARED = 20
/** So few are read at once that what somebody opens meanwhile is soon compared, too. */
const BATCH = Math.min(8, MOST)
/** Rows that are scrolled past are not read (ms). */
const SETTLED_MS = 80
/** What failed is read again no sooner (ms). */
const AGAIN_MS = 3_000
const KEPT = 500

/** What the changes in view did: read and compared some at a time, once, and kept. */
export class GistStore {
  readonly #world: World
  readonly #cluster: string
  readonly #listeners = new Set<() => void>()
  readonly #known = new Map<string, ChangeGist | null>()
  readonly #wanted = new Map<string, InView>()
  #isReading = false
  #timer: TimerId | undefined

  constructor(cluster: string, world: World) {
    this.#cluster = cluster
    this.#world = world
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Undefined until it is known; null where it is no longer recorded. */
  get(of: string): ChangeGist | null | undefined {
    return this.#known.get(of)
  }

  /** Wants it as long as it is in view, until the function given back is called. */
  want(one: InView): () => void {
    this.#wanted.set(one.of, one)
    if (!this.#known.has(one.of)) this.#later(SETTLED_MS)
    return () => {
      if (this.#wanted.get(one.of) === one) this.#wanted.delete(one.of)
    }
  }

  #later(ms: number): void {
    this.#timer ??= this.#world.setTimer(() => {
      this.#timer = undefined
      void this.#read()
    }, ms)
  }

  async #read(): Promise<void> {
    if (this.#isReading) return
    const due = [...this.#wanted.values()].filter(({ of }) => !this.#known.has(of))
    const batch = due.slice(0, BATCH)
    if (batch.length === 0) return
    this.#isReading = true
    let pause = 0
    try {
      await this.#readBatch(batch)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      pause = AGAIN_MS
    } finally {
      this.#isReading = false
    }
    for (const notify of this.#listeners) notify()
    this.#later(pause)
  }

  async #readBatch(batch: readonly InView[]): Promise<void> {
    const query = { of: batch.map(({ of }) => of).join() }
    const { compared } = await this.#world.request('readChangeValues', {
      cluster: this.#cluster,
      query,
    })
    const byOf = new Map(compared.map((each) => [each.of, each]))
    for (const each of batch) {
      const found = byOf.get(each.of)
      this.#keep(each.of, found ? await this.#compare(found, each.path) : null)
    }
  }

  async #compare({ before, after, acl }: Answer, path: ZnodePath): Promise<ChangeGist> {
    const [was, is] = [before, after].map((value) =>
      hasValue(value) ? toBytes(value.data) : undefined,
    )
    const isKnown = was !== undefined && is !== undefined && (was !== null || is !== null)
    const gist = isKnown ? await this.#world.compare(was, is, nameOf(path)) : undefined
    return { before, after, acl, gist }
  }

  #keep(of: string, found: ChangeGist | null): void {
    this.#known.set(of, found)
    const [oldest] = this.#known.keys()
    if (this.#known.size > KEPT && oldest !== undefined) this.#known.delete(oldest)
  }
}

function hasValue({ state }: Answer['before']): boolean {
  return state === 'kept' || state === 'none' || state === 'absent'
}
