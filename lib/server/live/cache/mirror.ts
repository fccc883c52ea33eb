import { BoundedMap, weightOf } from '@/lib/server/collections/bounded-map'
import type { ZnodePath } from '@/lib/znode/path'
import { isSame, readableStat } from '@/lib/znode/stat'
import { wentBack } from '@/lib/znode/went-back'
import { compareHex } from '@/lib/znode/zxid'
import { classify, type Hints, needsRelist, type Verdict } from './classify'
import type { LoggedMessage } from './event-log'
import { FACT_BYTES, type Fact, Facts } from './facts'
import type { InterestIndex } from './interest-index'

/** Timeline-only facts kept for “before” (I10). */
const CAPACITY = { entries: 50_000, bytes: 32_000_000 }
const SHOWN = { entries: 10_000, bytes: 8_000_000, weight: weigh }

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
  /** As somebody may have seen it since it was read here. */
  readonly #shown = new BoundedMap<ZnodePath, Fact>(SHOWN)

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
    const shown = this.#takeShown(path, fact)
    const verdict = ofShown(known, shown, fact) ?? classify(known?.stat, fact.stat, hints)
    if (!verdict) return
    const before = readableStat(known?.stat ?? null)
    emit({ type: 'change', path, ...verdict, ...fact, before, at: wallClock() })
    if (interests.isParent(path) && needsRelist(known?.stat, fact.stat, hints))
      emit({ type: 'children', path, zxid: fact.zxid })
  }

  /** Takes what another session was answered: somebody may see it before it is read here. */
  shown(path: ZnodePath, fact: Fact): void {
    const known = this.get(path)
    if (!known || compareHex(known.zxid, fact.zxid) >= 0 || isSame(known.stat, fact.stat)) return
    const before = this.#shown.get(path)
    if (!before || compareHex(before.zxid, fact.zxid) <= 0) this.#shown.set(path, fact)
  }

  /** What is known of `path` that cannot have been true before `fact`: the data went back. */
  contradicted(path: ZnodePath, fact: Fact): Fact | undefined {
    const [known, shown] = [this.get(path), this.#shown.get(path)]
    if (shown?.stat === 'unreadable' && isOpenAsBefore(known, shown, fact)) return shown
    return [known, shown].find((each) => each && wentBack(each, fact))
  }

  /** What somebody may have seen and `fact` outdates. */
  #takeShown(path: ZnodePath, { zxid }: Fact): Fact | undefined {
    const shown = this.#shown.get(path)
    if (!shown || compareHex(zxid, shown.zxid) < 0) return undefined
    this.#shown.delete(path)
    return shown
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

function weigh(path: ZnodePath): number {
  return weightOf(path) + FACT_BYTES
}

/**
 * Somebody was shown a znode that was absent when it was read here, or hidden by its ACL: if it is
 * so again, they still have to be told.
 */
function ofShown(known: Fact | undefined, shown: Fact | undefined, { stat }: Fact) {
  const wasSeen = readableStat(shown?.stat ?? null) && !readableStat(known?.stat ?? null)
  if (!wasSeen) return undefined
  if (stat === null) return { kind: 'deleted', unseen: 0 } satisfies Verdict
  // Of what was absent here nobody else was told that it came.
  const wasThere = known?.stat === 'unreadable'
  return wasThere && stat === 'unreadable'
    ? ({ kind: 'acl', unseen: 0 } satisfies Verdict)
    : undefined
}

/** Whether what was hidden meanwhile can be read again, with the ACL that it had before that. */
function isOpenAsBefore(known: Fact | undefined, hidden: Fact, next: Fact): boolean {
  const [before, after] = [readableStat(known?.stat ?? null), readableStat(next.stat)]
  if (!before || !after || compareHex(next.zxid, hidden.zxid) < 0) return false
  return before.czxid === after.czxid && before.aversion === after.aversion
}
