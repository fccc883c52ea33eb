import 'server-only'
import { StringDecoder } from 'node:string_decoder'
import type { SessionOptions, World } from '@/lib/server/zookeeper/session'

type Server = { readonly host: string; readonly port: number }

export type Word = 'wchp' | 'cons'

/** How a server took a word; only after `answered` was the whole answer read. */
export type WordOutcome = 'answered' | 'not-allowed' | 'unreachable' | 'too-large'

export type WordOptions = {
  readonly world: World
  readonly tls: SessionOptions['tls']
  /** In ms, from connecting to the end of the answer. */
  readonly deadline: number
  readonly maxBytes: number
}

const NOT_ALLOWED = /^\w{4} is not executed because it is not in the whitelist/

/**
 * Asks one server a four-letter word. Each line of the answer is handed to `onLine` and then
 * forgotten, so that an answer of megabytes costs no memory. Never rejects.
 */
export function askWord(
  server: Server,
  word: Word,
  { world, tls, deadline, maxBytes }: WordOptions,
  onLine: (line: string) => void,
): Promise<WordOutcome> {
  return new Promise((resolve) => {
    const lines = new Lines(onLine)
    const decoder = new StringDecoder('utf8')
    const socket = connectTo(world, server, tls)
    if (!socket) return resolve('unreachable')
    const settle = (outcome: WordOutcome) => {
      world.clearTimer(timer)
      socket.destroy()
      resolve(outcome)
    }
    const timer = world.setTimer(() => settle('unreachable'), deadline)
    let size = 0
    socket.on(tls ? 'secureConnect' : 'connect', () => socket.write(word))
    socket.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > maxBytes) settle('too-large')
      else lines.take(decoder.write(chunk))
    })
    socket.on('error', () => settle('unreachable'))
    socket.on('close', () => {
      lines.end()
      if (size === 0) settle('unreachable')
      else settle(NOT_ALLOWED.test(lines.first) ? 'not-allowed' : 'answered')
    })
  })
}

/** Certificates that cannot be read make it throw at once. */
function connectTo(world: World, server: Server, tls: SessionOptions['tls']) {
  try {
    return world.connect(server, tls)
  } catch {
    return undefined
  }
}

/** Cuts what comes in pieces into lines. */
class Lines {
  readonly #onLine: (line: string) => void
  #rest = ''
  first = ''

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine
  }

  take(piece: string): void {
    const [end = '', ...lines] = piece.split('\n')
    this.#rest += end
    for (const line of lines) {
      this.#tell(this.#rest)
      this.#rest = line
    }
  }

  end(): void {
    if (this.#rest !== '') this.#tell(this.#rest)
    this.#rest = ''
  }

  #tell(line: string): void {
    if (this.first === '') this.first = line
    this.#onLine(line)
  }
}
