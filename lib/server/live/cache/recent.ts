import type { Gap } from '@/lib/api/cluster'
import type { ChangeMessage, Recent as RecentMessage } from '@/lib/api/events'
import type { ZnodePath } from '@/lib/znode/path'

/** What a page that opens is told of the last minutes. */
const KEPT_MS = 10 * 60_000
const MOST_CHANGES = 200
const MOST_BYTES = 65_536
const MOST_GAPS = 50

type Kept = { readonly id: string; readonly change: ChangeMessage; readonly bytes: number }

/** The newest changes, whichever epoch they were observed in, and the times that are missing. */
export class Recent {
  readonly #wallClock: () => number
  #changes: Kept[] = []
  #bytes = 0
  #gaps: Gap[] = []

  /** `wallClock`: ms since 1970. */
  constructor(wallClock: () => number) {
    this.#wallClock = wallClock
  }

  /** Notes a change that was told as the event `id`, in a frame of so many bytes. */
  add(id: string, change: ChangeMessage, bytes: number): void {
    if (change.kind === 'children' || bytes > MOST_BYTES) return
    this.#changes.push({ id, change, bytes })
    this.#bytes += bytes
    while (this.#changes.length > MOST_CHANGES || this.#bytes > MOST_BYTES)
      this.#bytes -= this.#changes.shift()?.bytes ?? 0
  }

  /** From `from` (ms since 1970) on changes may be missed, until `goesOn`. */
  breaks(from: number, why: Gap['why']): void {
    const open = this.#gaps.at(-1)
    if (open?.to === null) return
    this.#gaps = [...this.#gaps, { from, to: null, why }].slice(-MOST_GAPS)
  }

  goesOn(): void {
    const open = this.#gaps.at(-1)
    if (open?.to === null) this.#gaps[this.#gaps.length - 1] = { ...open, to: this.#wallClock() }
  }

  /** The newest time that is missing. */
  get gap(): Gap | null {
    return this.#gaps.at(-1) ?? null
  }

  /** What somebody may see of it. */
  seenBy(sees: (path: ZnodePath) => boolean): RecentMessage {
    const since = this.#wallClock() - KEPT_MS
    const changes = this.#changes.filter(
      ({ change }) => change.at >= since && sees(change.path as ZnodePath),
    )
    return {
      changes: changes.map(({ id, change }) => ({ id, change })),
      gaps: this.#gaps.filter(({ to }) => to === null || to >= since),
      now: this.#wallClock(),
    }
  }
}
