import type { Reply } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'
import { ZnodeError } from '@/lib/znode/znode-error'
import type { Connection, Request } from './connection'
import type { Server } from './ensemble'
import type { VirtualClock } from './virtual-clock'

const DEADLINE_MS = 5_000

type Waiting = Request & { readonly path: ZnodePath; readonly deadline: number }

/** What was asked and is not answered: it ends with its answer, its deadline or its connection. */
export class Requests {
  readonly #clock: VirtualClock
  readonly #open = new Set<Waiting>()
  #connection: Connection | undefined

  constructor(clock: VirtualClock) {
    this.#clock = clock
  }

  call<T>(
    kind: Request['kind'],
    path: ZnodePath,
    answer: (server: Server) => T,
  ): Promise<Reply<T>> {
    return new Promise((resolve, reject) => {
      const request: Waiting = {
        kind,
        path,
        answer,
        deadline: this.#clock.now() + DEADLINE_MS,
        resolve: (reply) => {
          if (this.#open.delete(request)) resolve(reply as Reply<T>)
        },
        reject: (error) => {
          if (this.#open.delete(request)) reject(error)
        },
      }
      this.#open.add(request)
      this.#connection?.send(request)
    })
  }

  /** Sends what waited for a connection. */
  opened(connection: Connection): void {
    this.#connection = connection
    for (const request of this.#open) connection.send(request)
  }

  lost(reason: string): void {
    this.#connection = undefined
    this.#fail(() => true, 'connection-lost', reason)
  }

  expire(): void {
    const now = this.#clock.now()
    this.#fail(({ deadline }) => deadline <= now, 'deadline', 'No answer in time')
  }

  #fail(
    which: (request: Waiting) => boolean,
    code: 'connection-lost' | 'deadline',
    detail: string,
  ): void {
    for (const request of [...this.#open])
      if (which(request)) request.reject(new ZnodeError(code, request.path, { detail }))
  }
}
