import { Worker } from 'node:worker_threads'

type Rows = { readonly rows: readonly unknown[]; readonly changes: number }
type Act = 'peek' | 'run' | 'begin' | 'commit' | 'rollback' | 'close'
type Waiting = {
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: Error) => void
}
type Told = { readonly id: number; readonly answer?: unknown; readonly error?: ThreadError }
type ThreadError = { readonly message: string; readonly code: string }

/** What a connection needs of the heap: no answer that is asked for comes near it (MB). */
const HEAP_MB = 256

/** A statement that failed, with the driver's code: `SQLITE_BUSY` and so on. */
class SqlError extends Error {
  override readonly name = 'SqlError'
  readonly code: string

  constructor({ message, code }: ThreadError) {
    super(message)
    this.code = code
  }
}

/** One connection to a database file, in a thread of its own. Statements are run in order. */
export class SqlThread {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #asked = 0
  #ended: Error | null = null

  /** `file`: its path, or a `file:` URI. `pragmas` are set on each new connection. */
  constructor(file: string, pragmas: readonly string[]) {
    this.#worker = new Worker(new URL('./libsql-thread.mjs', import.meta.url), {
      workerData: { file, pragmas },
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    })
    this.#worker.unref()
    this.#worker.on('message', (told: Told) => this.#settle(told))
    this.#worker.on('error', (error) => this.#end(error))
    this.#worker.on('exit', () => this.#end(new Error('The database thread has ended')))
  }

  /** Whether it can no longer be asked. */
  get hasEnded(): boolean {
    return this.#ended !== null
  }

  /** What these queries answer of the file as it is: nothing is recovered, or taken over. */
  async peek(file: string, statements: readonly string[]): Promise<unknown[][]> {
    const uri = `file:${encodeURI(file).replace(/[?#]/g, encodeURIComponent)}?mode=ro`
    return (await this.#ask('peek', { uri, statements })) as unknown[][]
  }

  async run(sql: string, parameters: readonly unknown[] = []): Promise<Rows> {
    const { rows, changes } = (await this.#ask('run', { sql, parameters })) as Rows
    return { rows: rows.map(withBuffers), changes }
  }

  async transaction(act: 'begin' | 'commit' | 'rollback'): Promise<void> {
    await this.#ask(act)
  }

  /** Closes the connection, and ends the thread once all that was asked is answered. */
  async close(): Promise<void> {
    await this.#ask('close').catch(() => undefined)
    await this.#worker.terminate()
  }

  #ask(act: Act, asked: object = {}): Promise<unknown> {
    if (this.#ended) return Promise.reject(this.#ended)
    return new Promise((resolve, reject) => {
      this.#asked += 1
      this.#waiting.set(this.#asked, { resolve, reject })
      this.#worker.ref()
      this.#worker.postMessage({ id: this.#asked, act, ...asked })
    })
  }

  #settle({ id, answer, error }: Told): void {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (this.#waiting.size === 0) this.#worker.unref()
    if (error) waiting?.reject(new SqlError(error))
    else waiting?.resolve(answer)
  }

  #end(error: Error): void {
    this.#ended ??= error
    for (const { reject } of this.#waiting.values()) reject(this.#ended)
    this.#waiting.clear()
  }
}

/** Between threads a Buffer becomes bytes. */
function withBuffers(row: unknown): unknown {
  const values = row as Record<string, unknown>
  for (const [name, value] of Object.entries(values)) {
    if (value instanceof ArrayBuffer) values[name] = Buffer.from(value)
    else if (value instanceof Uint8Array)
      values[name] = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  }
  return values
}
