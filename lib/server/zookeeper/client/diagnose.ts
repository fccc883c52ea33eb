import type { Duplex } from 'node:stream'
import type { SessionOptions, World } from '@/lib/server/zookeeper/session'
import type { Failure } from '@/lib/znode/cause'

type Server = { readonly host: string; readonly port: number }
type Tls = SessionOptions['tls']
type Connect = World['connect']

/** How a port takes a question: what it answered, or how it did not. */
type Reply = 'nothing' | 'closed' | 'not-zookeeper' | 'not-serving' | 'zookeeper'

const QUESTION = 'srvr'
/** No answer that matters here is longer (bytes). */
const MOST = 4_096
const ZOOKEEPER = /^Zookeeper version|^srvr is not executed because/m
const NOT_SERVING = /^This ZooKeeper instance is not currently serving requests/m

/**
 * Finds out why a server accepts connections and closes them without a word, within twice `ms`:
 * it is asked how it is, and whether it speaks TLS where we do not, or the other way round.
 * Undefined where that tells nothing. Never rejects.
 */
export async function diagnose(
  connect: Connect,
  server: Server,
  tls: Tls,
  ms: number,
): Promise<Failure | undefined> {
  const reply = await ask(connect, server, tls, ms)
  if (reply === 'not-serving')
    return { cause: 'no-quorum', detail: 'The server runs, but serves nobody: it has no quorum' }
  if (reply === 'zookeeper' || reply === 'not-zookeeper') return undefined
  if (tls) return await plainBehindTls(connect, server, ms)
  if (await speaksTls(connect, server, ms))
    return { cause: 'plain-to-tls', detail: 'The server expects TLS on this port' }
  if (reply !== 'closed') return undefined
  const detail = 'The server closes every connection at once, as with too many from one address'
  return { cause: 'too-many-connections', detail }
}

async function plainBehindTls(
  connect: Connect,
  server: Server,
  ms: number,
): Promise<Failure | undefined> {
  const reply = await ask(connect, server, undefined, ms)
  if (reply !== 'zookeeper' && reply !== 'not-serving') return undefined
  return { cause: 'tls-to-plain', detail: 'The server does not speak TLS on this port' }
}

/** Asks the port how the server is. */
function ask(connect: Connect, server: Server, tls: Tls, ms: number): Promise<Reply> {
  return converse<Reply>(ms, 'nothing', (settle) => {
    let text = ''
    const socket = connect(server, tls)
    socket.once(tls ? 'secureConnect' : 'connect', () => socket.write(QUESTION))
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      if (text.length > MOST) settle('not-zookeeper')
    })
    socket.on('error', () => settle('closed'))
    socket.on('close', () => settle(replyIn(text)))
    return socket
  })
}

function replyIn(text: string): Reply {
  if (NOT_SERVING.test(text)) return 'not-serving'
  if (ZOOKEEPER.test(text)) return 'zookeeper'
  return text === '' ? 'closed' : 'not-zookeeper'
}

/** Whether a TLS handshake gets so far that something is wrong with a certificate, if anything. */
function speaksTls(connect: Connect, server: Server, ms: number): Promise<boolean> {
  return converse(ms, false, (settle) => {
    const socket = connect(server, { rejectUnauthorized: false })
    socket.once('secureConnect', () => settle(true))
    socket.on('error', (error) => {
      const code = 'code' in error ? String(error.code) : ''
      settle(/ALERT|CERT/.test(code))
    })
    socket.on('close', () => settle(false))
    return socket
  })
}

/** Opens a connection and ends it with what is settled first; with `late` after `ms`. */
function converse<T>(
  ms: number,
  late: T,
  open: (settle: (outcome: T) => void) => Duplex,
): Promise<T> {
  return new Promise((resolve) => {
    let socket: Duplex | undefined
    const settle = (outcome: T) => {
      clearTimeout(timer)
      socket?.destroy()
      resolve(outcome)
    }
    const timer = setTimeout(() => settle(late), ms)
    try {
      socket = open(settle)
    } catch {
      settle(late)
    }
  })
}
