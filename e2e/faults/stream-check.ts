import type { ClusterState } from '@/lib/api/cluster'
import { type ChangeMessage, StreamMessage } from '@/lib/api/events'
import { readableStat, type Stat } from '@/lib/znode/stat'

/** “Live” needs a heartbeat answered this recently (ms): I6. */
const LIVE_WITHIN_MS = 4_000

/** Each of them only ever grows while the znode is the same one. */
const GROWING = ['mzxid', 'pzxid', 'version', 'cversion', 'aversion'] as const

type Told = { readonly stat: Stat | null; readonly zxid: string }

/** Holds every message of one stream against I2 and I6. Shares no code with the product. */
export class StreamCheck {
  readonly problems: string[] = []
  /** Changes told so far, and ZooKeeper sessions that the stream was fed from. */
  changes = 0
  readonly sessions = new Set<string>()
  #epoch = ''
  #seq = 0
  #told = new Map<string, Told>()
  /** The last proof of each kind, by path and kind. */
  #proofs = new Map<string, string>()

  /** Takes one event as it came: its id, empty where it has none, and its data. */
  take(id: string, data: string): void {
    const message = StreamMessage.parse(JSON.parse(data))
    switch (message.type) {
      case 'hello':
        this.#enter(message.epoch)
        this.#judge(message.state)
        return
      case 'reset':
        this.#enter(message.epoch)
        return
      case 'state':
        this.#judge(message)
        return
      case 'children':
        this.#order(id)
        return
      case 'change':
        this.#order(id)
        this.#compare(message)
    }
  }

  #enter(epoch: string): void {
    if (epoch === this.#epoch) return
    this.#epoch = epoch
    this.#seq = 0
    this.#told = new Map()
    this.#proofs = new Map()
  }

  #order(id: string): void {
    const cut = id.lastIndexOf('-')
    const seq = Number(id.slice(cut + 1))
    if (id.slice(0, cut) !== this.#epoch) this.problems.push(`${id} is not of ${this.#epoch}`)
    if (seq <= this.#seq) this.problems.push(`${id} came after ${this.#seq}`)
    this.#seq = seq
  }

  #compare(change: ChangeMessage): void {
    const { path, zxid } = change
    const stat = readableStat(change.stat)
    this.changes += 1
    const last = this.#told.get(path)
    if (last && BigInt(zxid) < BigInt(last.zxid))
      this.problems.push(`${path} went back from ${last.zxid} to ${zxid}`)
    if (stat && last?.stat) this.#grow(path, last.stat, stat)
    this.#told.set(path, { stat, zxid })
    const [kind, proof] = proofOf(change)
    if (this.#proofs.get(`${path} ${kind}`) === proof)
      this.problems.push(`${path} was told twice: ${kind} ${proof}`)
    this.#proofs.set(`${path} ${kind}`, proof)
  }

  #grow(path: string, from: Stat, to: Stat): void {
    const [old, young] = [BigInt(from.czxid), BigInt(to.czxid)]
    if (young < old) this.problems.push(`${path} is an older incarnation`)
    if (young !== old) return
    for (const field of GROWING)
      if (BigInt(to[field]) < BigInt(from[field]))
        this.problems.push(`${field} of ${path} went back from ${from[field]} to ${to[field]}`)
  }

  #judge({ state, lastContact: age, session }: Judged) {
    if (session) this.sessions.add(session)
    if (state === 'live' && (age === null || age > LIVE_WITHIN_MS))
      this.problems.push(`live, though the last answer is ${age} ms old`)
  }
}

type Judged = Pick<ClusterState, 'state' | 'lastContact' | 'session'>

/** What makes a change this one and no other of its kind. */
function proofOf(change: ChangeMessage): [kind: string, proof: string] {
  const { kind, before, zxid } = change
  const stat = readableStat(change.stat)
  if (change.stat === 'unreadable') return ['hidden', zxid]
  if (!stat) return ['deleted', before ? before.mzxid : zxid]
  if (kind === 'acl') return [kind, `${stat.czxid} ${stat.aversion}`]
  if (kind === 'children') return [kind, `${stat.czxid} ${stat.pzxid}`]
  return kind === 'changed' ? [kind, stat.mzxid] : ['created', stat.czxid]
}
