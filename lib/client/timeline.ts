import type { ChangeMessage } from '@/lib/api/events'
import type { ZnodePath } from '@/lib/znode/path'
import { isWithin } from '@/lib/znode/path'

export type TimelineKind = Exclude<ChangeMessage['kind'], 'children'>

/** One observed change; `id` is its place in the stream, unique as long as the page lives. */
export type TimelineEvent = Omit<ChangeMessage, 'type' | 'kind'> & {
  readonly id: string
  readonly kind: TimelineKind
  /** Changes just before it may have been missed. */
  readonly afterGap: boolean
}

export type TimelineView = {
  /** Newest first, at most 500. While paused: as they were when it was paused. */
  readonly events: readonly TimelineEvent[]
  /** How many older ones are no longer kept. */
  readonly dropped: number
  /** Events of the last 60 s. */
  readonly perMinute: number
  readonly paused: boolean
  /** How many came since it was paused. */
  readonly waiting: number
  /** The subtree that is followed; null: nothing. */
  readonly scope: ZnodePath | null
}

const KEPT = 500

/** The newest changes below one znode, as far as this page saw them. */
export class Timeline {
  #events: readonly TimelineEvent[] = []
  #total = 0
  #perSecond = new Map<number, number>()
  #held: (Pick<TimelineView, 'events' | 'dropped'> & { total: number }) | undefined
  #scope: ZnodePath | null = null
  #view: TimelineView | undefined
  #isGap = false

  get scope(): ZnodePath | null {
    return this.#scope
  }

  follow(scope: ZnodePath | null): void {
    this.#scope = scope
    this.#view = undefined
  }

  /** Takes in changes, oldest first; `now` in ms. */
  add(changes: ReadonlyArray<readonly [id: string, change: ChangeMessage]>, now: number): void {
    const fresh: TimelineEvent[] = []
    for (const [id, { type: _, kind, ...change }] of changes)
      if (kind !== 'children' && this.#scope !== null && isWithin(change.path, this.#scope))
        fresh.push({ ...change, kind, id, afterGap: this.#isGap && fresh.length === 0 })
    if (fresh.length === 0) return
    this.#isGap = false
    this.#total += fresh.length
    this.#events = [...fresh.reverse(), ...this.#events].slice(0, KEPT)
    const second = Math.floor(now / 1_000)
    this.#perSecond.set(second, (this.#perSecond.get(second) ?? 0) + fresh.length)
    this.#view = undefined
  }

  /** Changes may have been missed: the next one says so, if it follows on others. */
  missed(): void {
    this.#isGap = this.#events.length > 0
  }

  pause(): void {
    this.#held ??= { events: this.#events, dropped: this.#dropped, total: this.#total }
    this.#view = undefined
  }

  resume(): void {
    this.#held = undefined
    this.#view = undefined
  }

  clear(): void {
    this.#events = []
    this.#total = 0
    this.resume()
  }

  /** The same object as long as nothing changed. */
  view(now: number): TimelineView {
    const perMinute = this.#rate(now)
    if (this.#view?.perMinute !== perMinute)
      this.#view = {
        events: this.#held?.events ?? this.#events,
        dropped: this.#held?.dropped ?? this.#dropped,
        perMinute,
        paused: this.#held !== undefined,
        waiting: this.#held ? this.#total - this.#held.total : 0,
        scope: this.#scope,
      }
    return this.#view
  }

  get #dropped(): number {
    return this.#total - this.#events.length
  }

  #rate(now: number): number {
    const oldest = Math.floor(now / 1_000) - 60
    let sum = 0
    for (const [second, count] of this.#perSecond)
      if (second <= oldest) this.#perSecond.delete(second)
      else sum += count
    return sum
  }
}

/** The events of the given kinds (none given: all) whose path contains `text`, ignoring case. */
export function filterEvents(
  events: readonly TimelineEvent[],
  text: string,
  kinds: ReadonlySet<TimelineKind> = new Set(),
): readonly TimelineEvent[] {
  const query = text.trim().toLowerCase()
  if (query === '' && kinds.size === 0) return events
  return events.filter(
    ({ path, kind }) => (kinds.size === 0 || kinds.has(kind)) && path.toLowerCase().includes(query),
  )
}
