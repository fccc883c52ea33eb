import type { Reader } from '@/lib/server/zookeeper/protocol/jute-reader'
import { toZnodeError } from '@/lib/server/zookeeper/protocol/keeper-errors'
import type { Operation } from '@/lib/server/zookeeper/protocol/requests'
import type { Reply } from '@/lib/server/zookeeper/session'
import { ZnodeError } from '@/lib/znode/znode-error'
import type { Hex64 } from '@/lib/znode/zxid'

/** Where an operation's end is told. */
export type Settle<T> = {
  readonly resolve: (reply: Reply<T>) => void
  readonly reject: (error: ZnodeError) => void
}

/** One operation on its way. It settles once; later answers fall on deaf ears. */
export class Ticket<T> {
  xid = 0
  /** When it was sent, on the world's clock. */
  sentAt = 0
  /** Whether bytes of it may have reached the server. */
  sent = false
  settled = false
  private readonly settle: Settle<T>

  constructor(
    readonly operation: Operation<T>,
    readonly deadline: number,
    settle: Settle<T>,
    /** On whose behalf it is asked; undefined: of the session itself. */
    readonly party?: string,
  ) {
    this.settle = settle
  }

  /** Takes the server's answer: the frame behind its header. */
  answer(reader: Reader, zxid: Hex64, error: number) {
    if (this.settled) return
    const { operation } = this
    if (error !== 0) {
      const tolerated = operation.tolerates?.find((each) => each.error === error)
      if (tolerated) this.succeed(tolerated.value, zxid)
      else this.fail(toZnodeError(error, operation.path))
      return
    }
    let value: T
    try {
      value = operation.decode(reader)
    } catch (cause) {
      this.fail(this.refusal(cause))
      return
    }
    this.succeed(value, zxid)
  }

  fail(error: ZnodeError) {
    if (this.settled) return
    this.settled = true
    this.settle.reject(error)
  }

  /** Fails it because no answer will come: a sent write may or may not have been applied. */
  abandon(code: 'connection-lost' | 'auth-failed' | 'deadline', detail: string) {
    const doubtful = this.sent && this.operation.writes
    this.fail(new ZnodeError(doubtful ? 'outcome-unknown' : code, this.operation.path, { detail }))
  }

  private succeed(value: T, zxid: Hex64) {
    this.settled = true
    this.settle.resolve({ value, zxid })
  }

  private refusal(cause: unknown): ZnodeError {
    const { path, writes } = this.operation
    if (cause instanceof ZnodeError && cause.path !== '') return cause
    const detail = 'The server sent an answer that cannot be read'
    return new ZnodeError(writes ? 'outcome-unknown' : 'server-error', path, { detail, cause })
  }
}
