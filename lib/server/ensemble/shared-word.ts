import 'server-only'
import { ZnodeError } from '@/lib/znode/znode-error'
import {
  askWord,
  type Server,
  type Word,
  type WordAnswer,
  type WordOptions,
} from './four-letter-word'
import type { OnLine } from './lines'

/** Who read one answer together at most. */
const MAX_READERS = 64

const NO_ANSWER: WordAnswer = { outcome: 'unreachable', skipped: 0 }

type Reader = {
  readonly onLine: OnLine
  readonly resolve: (answer: WordAnswer) => void
}

type Asking = { readonly readers: Set<Reader>; readonly stop: AbortController }

/**
 * One word to one server, whoever asks: an answer is read by everybody who asked before it began,
 * who asks later waits for the next one, and one that nobody reads any more is ended.
 */
export class SharedWord {
  readonly #server: Server
  readonly #word: Word
  readonly #options: Omit<WordOptions, 'signal'>
  #running: Asking | undefined
  #waiting: Asking | undefined

  constructor(server: Server, word: Word, options: Omit<WordOptions, 'signal'>) {
    this.#server = server
    this.#word = word
    this.#options = options
  }

  /** Hands the lines of one whole answer to `onLine`. Rejects with `too-many`. */
  ask(onLine: OnLine, signal: AbortSignal): Promise<WordAnswer> {
    if (signal.aborted) return Promise.resolve(NO_ANSWER)
    this.#waiting ??= { readers: new Set(), stop: new AbortController() }
    const asking = this.#waiting
    if (asking.readers.size >= MAX_READERS)
      return Promise.reject(
        new ZnodeError('too-many', '', { detail: `${MAX_READERS} wait for the server’s answer` }),
      )
    return new Promise((resolve) => {
      const reader: Reader = {
        onLine,
        resolve: (answer) => {
          signal.removeEventListener('abort', leave)
          resolve(answer)
        },
      }
      const leave = () => {
        asking.readers.delete(reader)
        if (asking.readers.size === 0) this.#giveUp(asking)
        resolve(NO_ANSWER)
      }
      signal.addEventListener('abort', leave, { once: true })
      asking.readers.add(reader)
      this.#next()
    })
  }

  /** Who asks next does not join a question that is given up. */
  #giveUp(asking: Asking): void {
    asking.stop.abort()
    if (this.#waiting === asking) this.#waiting = undefined
  }

  #next(): void {
    if (this.#running || !this.#waiting) return
    const asking = this.#waiting
    this.#running = asking
    this.#waiting = undefined
    void this.#run(asking)
  }

  async #run({ readers, stop }: Asking): Promise<void> {
    const onLine: OnLine = (line) => {
      for (const reader of readers) reader.onLine(line)
    }
    const options = { ...this.#options, signal: stop.signal }
    const answer = await askWord(this.#server, this.#word, options, onLine)
    for (const { resolve } of readers) resolve(answer)
    this.#running = undefined
    this.#next()
  }
}
