import type { Gap } from '@/lib/api/cluster'
import type { ChangeMessage, Recent } from '@/lib/api/events'
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
  /** Times in which changes may have gone unseen, oldest first. */
  readonly gaps: readonly Gap[]
}

const KEPT = 500
/** UTF-16 code units that the paths of those have at most. */
const KEPT_LENGTH = 2_000_000
const MOST_GAPS = 50

/** As many of `events`, newest first, as are kept. */
function newest(events: readonly TimelineEvent[]): readonly TimelineEvent[] {
  let length = 0
  const end = events.findIndex(({ path }, index) => {
    length += path.length
    return index >= KEPT || length > KEPT_LENGTH
  })
  return end < 0 ? events : events.slice(0, end)
}

/** The newest changes below one znode, as far as this page saw them. */
export class Timeline {
  #events: readonly TimelineEvent[] = []
  #total = 0
  #perSecond = new Map<number, number>()
  #held: (Pick<TimelineView, 'events' | 'dropped'> & { total: number }) | undefined
  #scope: ZnodePath | null = null
  #view: TimelineView | undefined
  #isGap = false
  #gaps: readonly Gap[] = []
  /** What the server remembers, until something is followed. */
  #recalled: Recent['changes'] = []

  get scope(): ZnodePath | null {
    return this.#scope
  }

  follow(scope: ZnodePath | null): void {
    this.#scope = scope
    this.#recollect()
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
    this.#events = newest([...fresh.reverse(), ...this.#events])
    const second = Math.floor(now / 1_000)
    this.#perSecond.set(second, (this.#perSecond.get(second) ?? 0) + fresh.length)
    this.#view = undefined
  }

  /** What the server remembers of the last minutes, told when a stream begins. */
  recall({ changes, gaps }: Recent): void {
    this.#recalled = changes
    for (const gap of gaps) this.break(gap)
    this.#recollect()
  }

  /** Changes may have gone unseen in that time. */
  break(gap: Gap): void {
    const known = this.#gaps.find(({ from }) => from === gap.from)
    if (known?.to === gap.to) return
    const others = this.#gaps.filter((each) => each !== known)
    this.#gaps = [...others, gap].sort((a, b) => a.from - b.from).slice(-MOST_GAPS)
    this.#view = undefined
  }

  /** Takes in what was recalled and is followed, but for what is there. */
  #recollect(): void {
    const scope = this.#scope
    if (scope === null || this.#recalled.length === 0) return
    const known = new Set(this.#events.map(({ id }) => id))
    const older: TimelineEvent[] = []
    for (const { id, change } of this.#recalled) {
      const { type: _, kind, ...rest } = change
      if (kind === 'children' || known.has(id) || !isWithin(change.path, scope)) continue
      older.unshift({ ...rest, kind, id, afterGap: false })
    }
    this.#recalled = []
    if (older.length === 0) return
    this.#total += older.length
    this.#events = newest([...this.#events, ...older].sort((a, b) => b.at - a.at))
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
        gaps: this.#gaps,
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
