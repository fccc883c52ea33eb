import { BoundedMap, weightOf } from '@/lib/server/collections/bounded-map'
import type { ZnodePath } from '@/lib/znode/path'
import { readableStat } from '@/lib/znode/stat'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'
import { classify, type Hints, needsRelist, type Verdict } from './classify'
import type { LoggedMessage } from './event-log'
import { type Fact, Facts } from './facts'
import type { InterestIndex } from './interest'

/** Timeline-only facts kept for “before” (I10). */
const CAPACITY = { entries: 50_000, bytes: 32_000_000 }
const SHOWN = { entries: 10_000, bytes: 8_000_000, weight: weightOf }

type Surroundings = {
  readonly interests: InterestIndex
  /** Notifications whose read has not been answered yet. */
  readonly pending: { takeHints: (path: ZnodePath) => Hints }
  readonly emit: (message: LoggedMessage) => void
  /** ms since 1970. */
  readonly wallClock: () => number
}

/**
 * What was read of the znodes somebody looks at. Each read is compared with the last one and the
 * difference told. A fact is kept only while every notification about its path is followed up:
 * on a screen, or inside a subtree that a timeline follows.
 */
export class Mirror {
  readonly #facts: Facts
  readonly #around: Surroundings
  /** Known as absent or hidden here, but shown to somebody as it was at that zxid. */
  readonly #shown = new BoundedMap<ZnodePath, Hex64>(SHOWN)

  constructor(around: Surroundings) {
    this.#around = around
    this.#facts = new Facts(CAPACITY, (path) => around.interests.isPinned(path))
  }

  get(path: ZnodePath): Fact | undefined {
    return this.#facts.get(path)
  }

  /** Takes a read and tells what it reveals. */
  learn(path: ZnodePath, fact: Fact): void {
    const { interests, pending, emit, wallClock } = this.#around
    const known = this.#facts.get(path)
    if (this.#isCurrent(path) && !this.#facts.offer(path, fact)) return
    const hints = pending.takeHints(path)
    const verdict = this.#ofShown(path, fact) ?? classify(known?.stat, fact.stat, hints)
    if (!verdict) return
    const before = readableStat(known?.stat ?? null)
    emit({ type: 'change', path, ...verdict, ...fact, before, at: wallClock() })
    if (interests.isParent(path) && needsRelist(known?.stat, fact.stat, hints))
      emit({ type: 'children', path, zxid: fact.zxid })
  }

  /**
   * Somebody was shown a znode, read in another session, that was absent when it was read here, or
   * hidden by its ACL. Should it be so again with the next read, they still have to be told.
   */
  shown(path: ZnodePath, { stat, zxid }: Fact): void {
    const known = this.get(path)
    if (!known || !readableStat(stat) || readableStat(known.stat)) return
    if (compareHex(known.zxid, zxid) < 0) this.#shown.set(path, zxid)
  }

  #ofShown(path: ZnodePath, { stat, zxid }: Fact): Verdict | undefined {
    const shownAt = this.#shown.get(path)
    if (shownAt === undefined || compareHex(zxid, shownAt) < 0) return undefined
    this.#shown.delete(path)
    if (stat === null) return { kind: 'deleted', unseen: 0 }
    return stat === 'unreadable' ? { kind: 'acl', unseen: 0 } : undefined
  }

  /** Lets go of what nobody follows any more. */
  release(paths: readonly ZnodePath[]): void {
    for (const path of paths) {
      this.#shown.delete(path)
      if (!this.#isCurrent(path)) this.#facts.forget(path)
    }
  }

  /** The same for everything, after a timeline moved elsewhere. */
  releaseUnwatched(): void {
    this.#facts.retain((path) => this.#isCurrent(path))
  }

  /** After a lost connection only what is read again may stay. */
  keepPinned(): void {
    this.#facts.retain((path) => this.#around.interests.isPinned(path))
  }

  clear(): void {
    this.#shown.clear()
    this.#facts.clear()
  }

  #isCurrent(path: ZnodePath): boolean {
    const { interests } = this.#around
    return interests.isPinned(path) || interests.isFollowed(path)
  }
}
