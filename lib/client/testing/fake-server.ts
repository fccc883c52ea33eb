import type { ClusterState } from '@/lib/api/cluster'
import type { ChangeMessage, StreamMessage } from '@/lib/api/events'
import type { Problem } from '@/lib/api/problem'
import { type OperationId, routeOf } from '@/lib/api/routes'
import type { SourceHandlers, Surroundings } from '@/lib/client/transport/environment'
import { ApiError, type Request } from '@/lib/client/transport/request'
import { isWithin, parentOf, type ZnodePath } from '@/lib/znode/path'
import type { Hex64 } from '@/lib/znode/zxid'
import { FakeEnsemble, toHex } from './fake-ensemble'

type Interest = {
  nodes: ZnodePath[]
  parents: ZnodePath[]
  timeline: ZnodePath | null
  history?: boolean
  floor?: Hex64
}
type Held = { readonly arrive: () => void; readonly lose: () => void }
type Kind = 'interest' | 'children' | 'znode' | 'session'

/** A server and its ensemble in memory, with answers that come when a test says so. For tests. */
export class FakeServer extends FakeEnsemble {
  epoch = 'one'
  seq = 0
  /** Streams that were opened. */
  opened = 0
  problem: Problem | undefined
  /** How an interest is answered instead: refused, or by something else than the server. */
  instead: ((interest: Interest) => unknown) | undefined
  /** As many browsers watch as may. */
  isFull = false
  readonly asked: string[] = []
  /** Why the data of a znode cannot be read. */
  readonly unreadable = new Map<string, Problem>()
  interest: Interest = { nodes: [], parents: [], timeline: null }
  #source: { handlers: SourceHandlers; state: number } | undefined
  #held: Partial<Record<Kind, Held[]>> = {}

  readonly surroundings: Pick<Surroundings, 'request' | 'openSource'> = {
    openSource: (_cluster, _stream, handlers) => {
      this.opened += 1
      const source = { handlers, state: 0 }
      this.#source = source
      return {
        get readyState() {
          return source.state
        },
        close: () => {
          if (this.#source === source) this.#source = undefined
        },
      }
    },
    request: ((id: OperationId, input: Parameters<Request>[1]) =>
      this.#request(id, input)) as Request,
  }

  get isOpen(): boolean {
    return this.#source !== undefined
  }

  /** Says hello, or hello again. */
  hello(resumed = false): void {
    const { epoch } = this
    const recent = { changes: [], gaps: [], now: 0 }
    const state = live(toHex(this.zxid))
    this.send({ type: 'hello', epoch, resumed, connection: 'one', state, recent })
  }

  beat(state: Partial<ClusterState> = {}): void {
    this.send({ type: 'state', ...live(toHex(this.zxid)), ...state })
  }

  send(message: StreamMessage, id = `${this.epoch}-${this.seq}`): void {
    this.#source?.handlers.onMessage(JSON.stringify(message), id)
  }

  /** The stream breaks; `refused`: the browser does not try again by itself. */
  cut(refused: boolean): void {
    const source = this.#source
    if (!source) return
    source.state = refused ? 2 : 0
    source.handlers.onError()
  }

  /** Answers of that kind are made at once but arrive only with `release`. */
  hold(kind: Kind): void {
    this.#held[kind] = []
  }

  release(kind: Kind): void {
    for (const { arrive } of this.#take(kind)) arrive()
  }

  /** Answers that were held never arrive: nobody can tell what became of the request. */
  lose(kind: Kind): void {
    for (const { lose } of this.#take(kind)) lose()
  }

  #take(kind: Kind): readonly Held[] {
    const held = this.#held[kind] ?? []
    delete this.#held[kind]
    return held
  }

  /** Tells the stream about `path` as it is now, if that concerns it. */
  tell(path: string, kind: ChangeMessage['kind']): void {
    const { nodes, parents, timeline } = this.interest
    const at = path as ZnodePath
    const isListed = kind !== 'changed' && parents.includes(parentOf(at))
    if (!isListed && !nodes.includes(at) && !(timeline && isWithin(at, timeline))) return
    this.announce({ path: at, kind, stat: this.znodes.get(path)?.stat ?? null })
  }

  /** Sends a change as the next event, whomever it concerns. */
  announce(change: Pick<ChangeMessage, 'path' | 'kind' | 'stat'> & { zxid?: Hex64 }): void {
    this.seq += 1
    this.send({ type: 'change', zxid: toHex(this.zxid), before: null, unseen: 0, at: 0, ...change })
  }

  /** Says that the list of `path` has to be read again. */
  relist(path: ZnodePath): void {
    this.seq += 1
    this.send({ type: 'children', path, zxid: toHex(this.zxid) })
  }

  /** A new epoch in which nothing exists any more. */
  wipe(epoch: string): void {
    this.znodes.clear()
    this.zxid = 0
    this.seq = 0
    this.epoch = epoch
    this.interest = { nodes: [], parents: [], timeline: null }
  }

  #request(id: OperationId, input: Parameters<Request>[1]): Promise<unknown> {
    const { method, path: template } = routeOf(id)
    const kind = template.slice(template.lastIndexOf('/') + 1) as Kind
    const { path } = (input.query ?? {}) as { path?: ZnodePath }
    this.asked.push(path ? `${kind} ${path}` : kind)
    const answer = this.#answer(kind, path, input.body)
    const settle = () =>
      answer instanceof ApiError ? Promise.reject(answer) : Promise.resolve(answer)
    const held = this.#held[kind]
    if (!held || method === 'PUT') return settle()
    return new Promise<void>((arrive, fail) => {
      held.push({ arrive, lose: () => fail(new ApiError(newProblem('outcome-unknown'))) })
    }).then(settle)
  }

  #answer(kind: Kind, path: ZnodePath | undefined, body: unknown): unknown {
    const zxid = toHex(this.zxid)
    if (this.problem) return new ApiError(this.problem)
    if (kind === 'interest') {
      const instead = this.instead?.(body as Interest)
      if (instead !== undefined) return instead
      this.interest = body as Interest
      const stats = this.interest.nodes.map((node) => {
        const stat = this.znodes.get(node)?.stat ?? null
        return { path: node, stat, zxid }
      })
      return { epoch: this.epoch, zxid, stats, notFollowed: [] }
    }
    if (!path) return { isFull: this.isFull }
    const znode = this.znodes.get(path)
    if (!znode) return new ApiError(newProblem('no-node'))
    if (this.denied.has(path)) return new ApiError(newProblem('no-auth'))
    const unreadable = this.unreadable.get(path)
    if (kind === 'znode' && unreadable) return new ApiError(unreadable)
    const { data, stat } = znode
    if (kind === 'children') return { path, names: this.namesIn(path), stat, zxid }
    return { path, data: btoa(data), stat, zxid }
  }
}

export function newProblem(code: Problem['code'], retriable = false): Problem {
  return { type: 'about:blank', status: 500, code, title: code, retriable }
}

const UP = { status: 'connected', since: 1_000, cause: null } as const

function live(zxid: Hex64): ClusterState {
  return {
    state: 'live',
    feed: 'watch',
    lastContact: 100,
    latency: 3,
    readOnly: false,
    session: '0x1',
    server: '127.0.0.1:2181',
    zxid,
    cause: null,
    reason: null,
    sessions: { watch: UP, read: UP, write: UP },
    servers: [],
    nextTry: null,
    unfollowed: 0,
    gap: null,
  }
}
