import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { framer } from './frames'

/** Changes, in place, a frame that a client sends; `position` 0 is its ConnectRequest. */
export type Rewrite = (frame: Buffer, position: number) => void

/** A TCP proxy before one server that speaks for a client in other words than its own. */
export type RewritingProxy = {
  readonly port: number
  readonly connectString: string
  /** Destroys every connection. New ones are accepted. */
  cut(): void
  close(): Promise<void>
}

const ADD_WATCH = 106
const EXISTS = 3
/** A request no server knows, so that it answers as one that is too old for the real one. */
const UNKNOWN_REQUEST = 4_711

/** Makes of the server one from before 3.6: it has no persistent watches. */
export const withoutPersistentWatches: Rewrite = (frame, position) => {
  if (position > 0 && frame.readInt32BE(4) === ADD_WATCH) frame.writeInt32BE(UNKNOWN_REQUEST, 4)
}

/** Makes of the server one that grants a watch and then has none. */
export const grantingNoWatch: Rewrite = (frame, position) => {
  if (position > 0 && frame.readInt32BE(4) === ADD_WATCH) frame.writeInt32BE(EXISTS, 4)
}

/** Makes of the server one that hands out a new session in silence when asked for the old one. */
export const forgettingSessions: Rewrite = (frame, position) => {
  if (position === 0) frame.fill(0, 16, 24).fill(0, 28, 44)
}

/** Starts the proxy on a free loopback port. */
export async function startRewritingProxy(
  targetPort: number,
  rewrite: Rewrite,
): Promise<RewritingProxy> {
  const sockets = new Set<Socket>()
  const listener = createServer((client) => {
    const server = connect(targetPort, '127.0.0.1')
    const end = () => {
      for (const socket of [client, server]) {
        socket.destroy()
        sockets.delete(socket)
      }
    }
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket.setNoDelay(true).on('error', end).on('close', end)
    }
    server.pipe(client)
    client.on(
      'data',
      rewriter(rewrite, (frames) => server.write(frames)),
    )
  }).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const cut = () => {
    for (const socket of [...sockets]) socket.destroy()
  }
  return {
    port,
    connectString: `127.0.0.1:${port}`,
    cut,
    close: async () => {
      const closed = once(listener, 'close')
      listener.close()
      cut()
      await closed
    },
  }
}

/** Takes chunks; hands on whole frames, each rewritten. */
function rewriter(rewrite: Rewrite, handOn: (frames: Buffer) => void) {
  const framesOf = framer()
  let position = 0
  return (chunk: Buffer) => {
    const frames = framesOf(chunk)
    for (const frame of frames) rewrite(frame.subarray(4), position++)
    if (frames.length > 0) handOn(Buffer.concat(frames))
  }
}
