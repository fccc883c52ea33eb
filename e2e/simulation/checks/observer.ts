import type { Browser } from '@/e2e/simulation/product/browser'
import { type Ensemble, generationOf } from '@/e2e/simulation/zookeeper/ensemble'
import type { Znode } from '@/e2e/simulation/zookeeper/znodes'
import type { Fact } from '@/lib/client/live/facts'
import type { TimelineEvent } from '@/lib/client/live/timeline'
import type { ZnodePath } from '@/lib/znode/path'
import { isOlder, readableStat, type Stat } from '@/lib/znode/stat'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'
import { sameStat } from './same-stat'

/** Watches one screen at every commit: what it shows was true, never goes back, is told once (I2). */
export class Observer {
  readonly #browser: Browser
  readonly #ensemble: Ensemble
  readonly #report: (violation: string) => void
  readonly #facts = new Map<ZnodePath, Fact>()
  readonly #lists = new Map<ZnodePath, Hex64>()
  readonly #views = new Map<ZnodePath, unknown>()
  readonly #ids = new Set<string>()
  readonly #told = new Map<ZnodePath, Hex64>()
  #newest: TimelineEvent | undefined

  constructor(browser: Browser, ensemble: Ensemble, report: (violation: string) => void) {
    this.#browser = browser
    this.#ensemble = ensemble
    this.#report = report
    browser.store.subscribe(() => this.#look())
  }

  #look(): void {
    const { store, visible } = this.#browser
    for (const path of visible) this.#fact(path, store.fact(path))
    for (const [path, { zxid }] of store.children.tree.levels) this.#list(path, zxid)
    for (const path of this.#browser.watched) this.#znode(path)
    this.#timeline(store.timeline.view().events)
  }

  #fact(path: ZnodePath, fact: Fact | undefined): void {
    const before = this.#facts.get(path)
    if (!fact || fact === before) return
    this.#facts.set(path, fact)
    const truth = this.#ensemble.presence(
      this.#ensemble.historyAt(fact.zxid).at(path, fact.zxid) ?? null,
    )
    if (!sameStat(truth, fact.stat))
      this.#report(`${path} never was ${show(fact.stat)} at ${fact.zxid}, but ${show(truth)}`)
    if (!before || this.#isOfAnother(before.zxid, fact.zxid)) return
    const isEarlier = compareHex(fact.zxid, before.zxid) < 0 && !sameStat(fact.stat, before.stat)
    const [old, young] = [readableStat(before.stat), readableStat(fact.stat)]
    const isBack = isEarlier || (young && old && isOlder(young, old))
    if (isBack) this.#report(`${path} went back from ${before.zxid} to ${fact.zxid}`)
  }

  #list(path: ZnodePath, zxid: Hex64): void {
    const before = this.#lists.get(path)
    if (zxid === '0x0' || zxid === before) return
    this.#lists.set(path, zxid)
    if (!before || this.#isOfAnother(before, zxid)) return
    if (compareHex(zxid, before) < 0)
      this.#report(`The list of ${path} went back from ${before} to ${zxid}`)
  }

  /** Of an ensemble that was wiped since, or of data that a restore took back. */
  #isOfAnother(before: Hex64, now: Hex64): boolean {
    if (generationOf(before) < generationOf(now)) return true
    return this.#ensemble.isTakenBack(before, now)
  }

  #znode(path: ZnodePath): void {
    const view = this.#browser.store.znodes.view(path)
    if (view === this.#views.get(path)) return
    this.#views.set(path, view)
    if (view.status !== 'ready' || !view.data || !view.stat) return
    const data = Buffer.from(view.data).toString()
    if (data !== view.stat.mzxid)
      this.#report(`${path} shows data of ${data} with a stat of ${view.stat.mzxid}`)
  }

  #timeline(events: readonly TimelineEvent[]): void {
    const newest = this.#newest
    this.#newest = events[0]
    const fresh: TimelineEvent[] = []
    for (const event of events) {
      if (event === newest) break
      fresh.unshift(event)
    }
    for (const event of fresh) this.#event(event)
  }

  #event({ id, path, kind, zxid }: TimelineEvent): void {
    if (this.#ids.has(id)) this.#report(`Event ${id} came twice`)
    this.#ids.add(id)
    const told = this.#told.get(path)
    const isSame = told && generationOf(told) === generationOf(zxid)
    const since = isSame && !this.#isOfAnother(told, zxid) ? told : null
    const history = this.#ensemble.historyAt(zxid)
    const isExplainedBy = (until: Hex64) => {
      this.#told.set(path, until)
      return explains(kind, history.between(path, since, until))
    }
    // A deletion has no stat that could prove when it was: it is notified, and absence read after it.
    const isNotified = () => kind === 'deleted' && isExplainedBy(this.#ensemble.notifiedUpTo(zxid))
    if (!isExplainedBy(zxid) && !isNotified())
      this.#report(`“${kind} ${path}” at ${zxid} was told before, or never happened`)
  }
}

type Seen = Stat | null | undefined

const SHOWS: Record<TimelineEvent['kind'], (before: Seen, now: Seen) => boolean> = {
  created: (before, now) => now != null && before?.czxid !== now.czxid,
  recreated: (before, now) => now != null && before?.czxid !== now.czxid,
  changed: (before, now) => now != null && before?.mzxid !== now.mzxid,
  acl: (before, now) => now != null && before?.aversion !== now.aversion,
  // One transaction may create and delete: nothing before it, nothing after.
  deleted: (_, now) => now == null,
}

/** Whether the states that a znode went through hold a change of that kind. */
function explains(kind: TimelineEvent['kind'], states: ReadonlyArray<Znode | null>): boolean {
  return states.slice(1).some((now, index) => SHOWS[kind](states[index]?.stat, now?.stat ?? null))
}

function show(stat: Fact['stat']): string {
  if (!stat || stat === 'unreadable') return stat ?? 'absent'
  return `v${stat.version} (${stat.czxid}, ${stat.mzxid}, ${stat.pzxid}, a${stat.aversion})`
}
