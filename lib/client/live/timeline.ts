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
  readonly paused: boolean
  /** How many came since it was paused. */
  readonly waiting: number
  /** The subtree that is followed; null: nothing. */
  readonly scope: ZnodePath | null
  /** Times in which changes may have gone unseen, oldest first. */
  readonly gaps: readonly Gap[]
  /** ms since 1970, from when on everything in `scope` is followed; null: not yet. */
  readonly since: number | null
  /** How often a stream began: each time more of the past may be known. */
  readonly beginnings: number
}

const KEPT = 500
/** UTF-16 code units that the paths of those have at most. */
const KEPT_LENGTH = 2_000_000
const MOST_GAPS = 50
/** Clocks that differ by less are taken for one (ms): an answer is on its way for a while. */
const CLOCKS_AGREE_MS = 2_000

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
  /** How far this browser's clock is ahead of the server's (ms). */
  #ahead = 0
  #since: number | null = null
  #beginnings = 0
  readonly #acted: () => void

  /** `acted` is called when a person follows, pauses, resumes or clears it. */
  constructor(acted: () => void) {
    this.#acted = acted
  }

  get scope(): ZnodePath | null {
    return this.#scope
  }

  /** Follows the changes below `scope`; null follows none. */
  follow(scope: ZnodePath | null): void {
    this.#scope = scope
    this.#recollect()
    this.#act()
  }

  /** Takes in changes, oldest first. */
  add(changes: ReadonlyArray<readonly [id: string, change: ChangeMessage]>): void {
    const fresh: TimelineEvent[] = []
    for (const [id, { type: _, kind, ...change }] of changes)
      if (kind !== 'children' && this.#scope !== null && isWithin(change.path, this.#scope))
        fresh.push({
          ...change,
          at: change.at + this.#ahead,
          kind,
          id,
          afterGap: this.#isGap && fresh.length === 0,
        })
    if (fresh.length === 0) return
    this.#isGap = false
    this.#total += fresh.length
    this.#events = newest([...fresh.reverse(), ...this.#events])
    for (const { at } of fresh) this.#count(at)
    this.#view = undefined
  }

  /** What the server remembers of the last minutes; `now`: ms since 1970 by our own clock. */
  recall({ changes, gaps, now: theirs }: Recent, now: number): void {
    const ahead = now - theirs
    this.#ahead = Math.abs(ahead) > CLOCKS_AGREE_MS ? ahead : 0
    this.#beginnings += 1
    this.#since ??= now
    this.#view = undefined
    this.#recalled = changes
    for (const gap of gaps) this.break(gap)
    this.#recollect()
  }

  /** Changes may have gone unseen in that time. */
  break(told: Gap): void {
    const { to } = told
    const gap = {
      ...told,
      from: told.from + this.#ahead,
      to: to === null ? null : to + this.#ahead,
    }
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
      const at = rest.at + this.#ahead
      this.#count(at)
      older.unshift({ ...rest, at, kind, id, afterGap: false })
    }
    this.#recalled = []
    if (older.length === 0) return
    this.#total += older.length
    this.#events = newest([...this.#events, ...older].sort((a, b) => b.at - a.at))
    this.#view = undefined
  }

  /** Changes were missed, and what is followed begins anew. */
  missed(): void {
    this.doubt()
    this.#since = null
    this.#view = undefined
  }

  /** Changes may have been missed: the next one says so, if it follows on others. */
  doubt(): void {
    this.#isGap = this.#events.length > 0
  }

  pause(): void {
    this.#held ??= { events: this.#events, dropped: this.#dropped, total: this.#total }
    this.#act()
  }

  resume(): void {
    this.#held = undefined
    this.#act()
  }

  clear(): void {
    this.#events = []
    this.#total = 0
    this.resume()
  }

  /** The same object as long as nothing changed. */
  view(): TimelineView {
    this.#view ??= {
      events: this.#held?.events ?? this.#events,
      dropped: this.#held?.dropped ?? this.#dropped,
      paused: this.#held !== undefined,
      waiting: this.#held ? this.#total - this.#held.total : 0,
      scope: this.#scope,
      gaps: this.#gaps,
      since: this.#since,
      beginnings: this.#beginnings,
    }
    return this.#view
  }

  /** Events of the last 60 s before `now`, ms since 1970. */
  perMinute(now: number): number {
    const oldest = Math.floor(now / 1_000) - 60
    let sum = 0
    for (const [second, count] of this.#perSecond)
      if (second <= oldest) this.#perSecond.delete(second)
      else sum += count
    return sum
  }

  #act(): void {
    this.#view = undefined
    this.#acted()
  }

  #count(at: number): void {
    const second = Math.floor(at / 1_000)
    this.#perSecond.set(second, (this.#perSecond.get(second) ?? 0) + 1)
  }

  get #dropped(): number {
    return this.#total - this.#events.length
  }
}
