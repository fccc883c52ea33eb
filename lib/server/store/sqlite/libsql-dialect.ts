import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { SqlThread } from './sql-thread'

type Connecting = {
  /** The thread that stands, or another one where it has ended. */
  readonly thread: () => SqlThread
  /** Statements come one by one and in transactions; without, as they are asked for. */
  readonly isWriter: boolean
}

/** A database file behind a thread, as kysely speaks to it. */
export function libsqlDialect(connecting: Connecting): Dialect {
  return {
    createAdapter: () => new FileAdapter(),
    createDriver: () => new ThreadDriver(connecting),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

class FileAdapter extends SqliteAdapter {
  /** A migration that is cut off leaves nothing. */
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class ThreadDriver implements Driver {
  readonly #connection: ThreadConnection
  readonly #isWriter: boolean
  /** Whoever has the writer's connection, and those who wait for it. */
  #turn: Promise<void> = Promise.resolve()
  #release: () => void = () => undefined

  constructor({ thread, isWriter }: Connecting) {
    this.#connection = new ThreadConnection(thread)
    this.#isWriter = isWriter
  }

  init(): Promise<void> {
    return Promise.resolve()
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    if (!this.#isWriter) return this.#connection
    const before = this.#turn
    let release: () => void = () => undefined
    this.#turn = new Promise((resolve) => {
      release = resolve
    })
    await before
    this.#release = release
    return this.#connection
  }

  releaseConnection(): Promise<void> {
    if (this.#isWriter) this.#release()
    return Promise.resolve()
  }

  beginTransaction(): Promise<void> {
    return this.#connection.transaction('begin')
  }

  commitTransaction(): Promise<void> {
    return this.#connection.transaction('commit')
  }

  /** What cannot be taken back went with its connection. */
  async rollbackTransaction(): Promise<void> {
    await this.#connection.transaction('rollback').catch(() => undefined)
  }

  /** The threads end with the file. */
  destroy(): Promise<void> {
    return Promise.resolve()
  }
}

class ThreadConnection implements DatabaseConnection {
  readonly #thread: () => SqlThread
  /** A transaction stays with the thread it began in. */
  #inTransaction: SqlThread | null = null

  constructor(thread: () => SqlThread) {
    this.#thread = thread
  }

  async transaction(act: 'begin' | 'commit' | 'rollback'): Promise<void> {
    const thread = this.#inTransaction ?? this.#thread()
    if (act === 'rollback') this.#inTransaction = null
    await thread.transaction(act)
    this.#inTransaction = act === 'begin' ? thread : null
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const thread = this.#inTransaction ?? this.#thread()
    const { rows, changes } = await thread.run(sql, parameters)
    return { rows: rows as R[], numAffectedRows: BigInt(changes) }
  }

  streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Rows are read at once')
  }
}
