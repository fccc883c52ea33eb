import {
  ASK_ABILITIES,
  creationStat,
  guardCreatable,
} from '@/lib/server/zookeeper/protocol/abilities'
import type { Chroot } from '@/lib/server/zookeeper/protocol/chroot'
import { multi } from '@/lib/server/zookeeper/protocol/multi'
import {
  create,
  createWithoutStat,
  exists,
  type Operation,
} from '@/lib/server/zookeeper/protocol/requests'
import type {
  Abilities,
  Created,
  CreateOptions,
  MultiResult,
  MultiStep,
  Reply,
} from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import { readableStat, type Stat } from '@/lib/znode/stat'
import { ZnodeError } from '@/lib/znode/znode-error'
import type { Hex64 } from '@/lib/znode/zxid'
import type { Conversation } from './connection'
import type { SessionManager } from './connection-manager'

type Call = <T>(operation: Operation<T>) => Promise<Reply<T>>

/** Where it does not matter: nothing is created, or nothing will be sent. */
const ANY: Abilities = { isSince35: true }

/** Creations, asked for in words that the server in use knows. */
export class Creations {
  readonly #manager: Pick<SessionManager, 'conversation' | 'incarnation'>
  readonly #chroot: Chroot
  readonly #call: Call
  readonly #known = new WeakMap<Conversation, Abilities>()

  constructor(
    manager: Pick<SessionManager, 'conversation' | 'incarnation'>,
    chroot: Chroot,
    call: Call,
  ) {
    this.#manager = manager
    this.#chroot = chroot
    this.#call = call
  }

  async abilities(): Promise<Abilities> {
    const { conversation } = this.#manager
    const known = conversation && this.#known.get(conversation)
    const abilities = known ?? (await this.#call(ASK_ABILITIES)).value
    if (conversation) this.#known.set(conversation, abilities)
    return abilities
  }

  async create(path: ZnodePath, data: Buffer | null, how: CreateOptions): Promise<Reply<Created>> {
    const abilities = this.#soFar ?? (await this.#learn(path))
    guardCreatable(path, how, abilities)
    if (abilities.isSince35) return await this.#call(create(this.#chroot, path, data, how))
    const { value: made, zxid } = await this.#call(createWithoutStat(this.#chroot, path, data, how))
    return { value: { path: made, stat: await this.#statOf(made, zxid, data) }, zxid }
  }

  async multi(steps: readonly MultiStep[]): Promise<Reply<MultiResult[]>> {
    const creations = steps.filter((step) => step.op === 'create')
    const [first] = creations
    const abilities = first ? (this.#soFar ?? (await this.#learn(first.path))) : ANY
    for (const step of creations) guardCreatable(step.path, step, abilities)
    return await this.#call(multi(this.#chroot, steps, abilities))
  }

  /** What is known by now. */
  get #soFar(): Abilities | undefined {
    const { conversation } = this.#manager
    return conversation ? this.#known.get(conversation) : ANY
  }

  /** A write belongs to the session in which it was begun: who journals it has named that one. */
  async #learn(path: ZnodePath): Promise<Abilities> {
    const { incarnation } = this.#manager
    const abilities = await this.abilities()
    if (this.#manager.incarnation !== incarnation) throw new ZnodeError('session-expired', path)
    return abilities
  }

  /** What a creation made that was answered without a stat; `outcome-unknown` if nobody can tell. */
  async #statOf(path: ZnodePath, zxid: Hex64, data: Buffer | null): Promise<Stat> {
    const found = await this.#call(exists(this.#chroot, path)).catch(() => null)
    const stat = found && readableStat(found.value)
    const made = stat && creationStat(stat, zxid, data)
    if (!made) throw new ZnodeError('outcome-unknown', path, { detail: 'It was created' })
    return made
  }
}
