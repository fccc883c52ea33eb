import Database from 'libsql'

/** The driver waits in the event loop's own thread: patience belongs to `Store.use`. */
const BUSY_MS = 20

const PRAGMAS = [
  `busy_timeout = ${BUSY_MS}`,
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'temp_store = MEMORY',
]

/**
 * A connection that is replaced after every failed statement: libsql leaves such a statement
 * unfinished, and nothing that is committed on its connection afterwards reaches the file.
 */
export class LibsqlConnection {
  readonly #file: string
  #database: Database.Database | null
  #inTransaction = false
  /** The transaction went with its connection. */
  #isLost = false

  constructor(file: string) {
    this.#file = file
    this.#database = open(file)
  }

  prepare(sql: string): Database.Statement {
    if (this.#isLost) throw new Error('The transaction has failed')
    return this.guard(() => this.#current().prepare(sql))
  }

  /** Takes the write lock at once: a transaction that only began to read could be refused it. */
  begin(): void {
    this.guard(() => this.#current().exec('begin immediate'))
    this.#inTransaction = true
  }

  commit(): void {
    this.guard(() => this.#current().exec('commit'))
    this.#inTransaction = false
  }

  rollback(): void {
    const wasLost = this.#isLost
    this.#isLost = false
    this.#inTransaction = false
    if (!wasLost) this.guard(() => this.#current().exec('rollback'))
  }

  close(): void {
    this.#database?.close()
    this.#database = null
  }

  /** Runs something on the connection, and lets go of that when it fails. */
  guard<T>(run: () => T): T {
    try {
      return run()
    } catch (error) {
      this.#isLost = this.#inTransaction
      this.close()
      throw error
    }
  }

  #current(): Database.Database {
    this.#database ??= open(this.#file)
    return this.#database
  }
}

function open(file: string): Database.Database {
  const database = new Database(file)
  for (const pragma of PRAGMAS) database.prepare(`pragma ${pragma}`).all()
  return database
}
