import 'server-only'
import { StringDecoder } from 'node:string_decoder'
import type { SessionOptions, World } from '@/lib/server/zookeeper/session'
import { Lines, type OnLine } from './lines'

export type Server = SessionOptions['servers'][number]

export type Word = 'wchp' | 'cons'

/** How a server took a word; only after `answered` was the whole answer read. */
export type WordOutcome = 'answered' | 'not-allowed' | 'unreachable' | 'too-large'

export type WordAnswer = {
  readonly outcome: WordOutcome
  /** Lines that were too long to be read. */
  readonly skipped: number
}

export type WordOptions = {
  readonly world: World
  readonly tls: SessionOptions['tls']
  /** In ms, from connecting to the end of the answer. */
  readonly deadline: number
  readonly maxBytes: number
  /** Longer lines (in UTF-16 code units) are not read. */
  readonly maxLine: number
  /** Nobody waits for the answer any more: it ends as `unreachable`. */
  readonly signal: AbortSignal
}

const NOT_ALLOWED = /^\w{4} is not executed because it is not in the whitelist/

/**
 * Asks one server a four-letter word. Each line of the answer is handed to `onLine` and then
 * forgotten, so that an answer of megabytes costs no memory. Never rejects.
 */
export function askWord(
  server: Server,
  word: Word,
  options: WordOptions,
  onLine: OnLine,
): Promise<WordAnswer> {
  const { world, tls, deadline, maxBytes, maxLine, signal } = options
  return new Promise((resolve) => {
    const lines = new Lines(onLine, maxLine)
    const decoder = new StringDecoder('utf8')
    const socket = signal.aborted ? undefined : connectTo(world, server, tls)
    if (!socket) return resolve({ outcome: 'unreachable', skipped: 0 })
    let isOver = false
    const settle = (outcome: WordOutcome) => {
      isOver = true
      world.clearTimer(timer)
      signal.removeEventListener('abort', giveUp)
      socket.destroy()
      resolve({ outcome, skipped: lines.skipped })
    }
    const giveUp = () => settle('unreachable')
    const timer = world.setTimer(giveUp, deadline)
    signal.addEventListener('abort', giveUp, { once: true })
    let size = 0
    socket.on(tls ? 'secureConnect' : 'connect', () => socket.write(word))
    socket.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (isOver) return
      if (size > maxBytes) settle('too-large')
      else lines.take(decoder.write(chunk))
    })
    socket.on('error', giveUp)
    socket.on('close', () => {
      if (isOver) return
      lines.end()
      if (size === 0) giveUp()
      else settle(NOT_ALLOWED.test(lines.first ?? '') ? 'not-allowed' : 'answered')
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
