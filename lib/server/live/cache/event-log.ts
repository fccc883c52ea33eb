import type { ChangeMessage, StreamMessage } from '@/lib/api/events'
import type { World } from '@/lib/server/zookeeper/session'
import type { ZnodePath } from '@/lib/znode/path'

export type LoggedMessage = Extract<StreamMessage, { type: 'change' | 'children' }>

/** A message with its place in the epoch, encoded once for all who get it. */
export type LoggedEvent = {
  readonly seq: number
  readonly path: ZnodePath
  readonly kind: ChangeMessage['kind'] | 'relist'
  readonly frame: Uint8Array
}

export const RING_SIZE = 1_000
/** Bytes of frames that are kept at most. */
export const RING_BYTES = 8_000_000

const encoder = new TextEncoder()

/** A server-sent event of one JSON line; `id` becomes the browser's Last-Event-ID. */
export function encodeFrame(message: StreamMessage, id?: string): Uint8Array {
  return encoder.encode(`${id ? `id: ${id}\n` : ''}data: ${JSON.stringify(message)}\n\n`)
}

/** The last 1,000 events of one epoch, or 8 MB of them, for streams that come back. */
export class EventLog {
  readonly epoch: string
  readonly #ring: LoggedEvent[] = []
  #bytes = 0
  #seq = 0

  constructor(epoch: string) {
    this.epoch = epoch
  }

  append(message: LoggedMessage): LoggedEvent {
    this.#seq += 1
    const event: LoggedEvent = {
      seq: this.#seq,
      path: message.path,
      kind: message.type === 'change' ? message.kind : 'relist',
      frame: encodeFrame(message, `${this.epoch}-${this.#seq}`),
    }
    this.#ring.push(event)
    this.#bytes += event.frame.length
    while (this.#ring.length > RING_SIZE || this.#bytes > RING_BYTES)
      this.#bytes -= this.#ring.shift()?.frame.length ?? 0
    return event
  }

  /** Where a stream that starts now begins. */
  get position(): string {
    return `${this.epoch}-${this.#seq}`
  }

  /** Everything after `lastEventId`; undefined when that is another epoch or out of the ring. */
  since(lastEventId: string): LoggedEvent[] | undefined {
    const cut = lastEventId.lastIndexOf('-')
    const seq = Number(lastEventId.slice(cut + 1))
    if (lastEventId.slice(0, cut) !== this.epoch || !Number.isSafeInteger(seq)) return undefined
    const oldest = this.#seq - this.#ring.length
    if (seq < oldest || seq > this.#seq) return undefined
    return this.#ring.slice(seq - oldest)
  }
}

/** A name no other epoch has, of this process or of another. */
export function newEpoch(world: Pick<World, 'random'> & { wallClock: () => number }): string {
  const chance = Math.floor(world.random() * 2 ** 32).toString(36)
  return `${world.wallClock().toString(36)}${chance}`
}
