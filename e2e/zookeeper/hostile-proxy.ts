import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { framer } from './frames'

/**
 * How a server misbehaves that accepts connections. `mute`: answers nothing. `trickle`: begins a
 * large answer and sends a byte of it now and then. `no-ping`: tells of changes in place of
 * answering pings. `flap`: ends each connection soon. `refuse-auth`: answers every request with
 * “SASL is required”.
 */
export type Mischief = 'mute' | 'trickle' | 'no-ping' | 'flap' | 'refuse-auth'

/** A TCP proxy before one server that makes a hostile one of it. */
export type HostileProxy = {
  readonly port: number
  /** Misbehaves from now on, on all connections. */
  turn(mischief: Mischief | null): void
  close(): Promise<void>
}

const PING = -2
const SASL_REQUIRED = -124
const TRICKLE_MS = 300
const FLAP_MS = 150
const LARGE = 3_000_000

/** Starts the proxy on a free loopback port. */
export async function startHostileProxy(targetPort: number): Promise<HostileProxy> {
  const clients = new Set<Socket>()
  let mischief: Mischief | null = null
  const listener = createServer((client) => {
    const server = connect(targetPort, '127.0.0.1')
    const end = () => {
      client.destroy()
      server.destroy()
      clients.delete(client)
    }
    clients.add(client)
    for (const socket of [client, server]) socket.setNoDelay(true).on('error', end).on('close', end)
    if (mischief === 'flap') setTimeout(end, FLAP_MS).unref()
    client.pipe(server)
    const framesOf = framer()
    let isGreeted = false
    let isTrickling = false
    server.on('data', (chunk) => {
      for (const frame of framesOf(chunk)) {
        const answer: Buffer | null = isGreeted ? altered(frame, mischief) : frame
        isGreeted = true
        if (answer && !isTrickling) client.write(answer)
        if (mischief === 'trickle' && !isTrickling) {
          isTrickling = true
          trickle(client)
        }
      }
    })
  }).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    turn: (next) => {
      mischief = next
      if (next === 'flap' || next === null) for (const client of clients) client.destroy()
    },
    close: async () => {
      const closed = once(listener, 'close')
      listener.close()
      for (const client of clients) client.destroy()
      await closed
    },
  }
}

/** What becomes of a server's answer behind its greeting; null: it is lost. */
function altered(frame: Buffer, mischief: Mischief | null): Buffer | null {
  if (mischief === 'mute' || mischief === 'trickle') return null
  const isPong = frame.readInt32BE(4) === PING
  if (mischief === 'no-ping' && isPong) return CHANGED
  if (mischief !== 'refuse-auth' || isPong) return frame
  const refusal = Buffer.from(frame.subarray(0, 20))
  refusal.writeInt32BE(16, 0)
  refusal.writeInt32BE(SASL_REQUIRED, 16)
  return refusal
}

function trickle(client: Socket): void {
  const length = Buffer.alloc(4)
  length.writeInt32BE(LARGE)
  client.write(length)
  const timer = setInterval(() => {
    if (client.destroyed) clearInterval(timer)
    else client.write(Buffer.alloc(1))
  }, TRICKLE_MS)
  timer.unref()
}

/** The notification that the root was changed. */
const CHANGED = Buffer.from(
  '0000001dffffffffffffffffffffffff000000000000000300000003000000012f',
  'hex',
)
