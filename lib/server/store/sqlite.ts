import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Dialect, SqliteDialect, type SqliteStatement } from 'kysely'
import { LibsqlConnection } from './libsql-connection'

const FILE = 'vivarium.db'

/** Opens the database in `folder`, which is made for us alone. Throws when that cannot be. */
export function sqliteDialect(folder: string): Dialect {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const connection = new LibsqlConnection(join(folder, FILE))
  return new SqliteDialect({
    database: {
      close: () => connection.close(),
      prepare: (sql) => statementOf(connection, sql),
    },
  })
}

function statementOf(connection: LibsqlConnection, sql: string): SqliteStatement {
  if (sql === 'begin' || sql === 'commit' || sql === 'rollback') {
    const run = () => {
      connection[sql]()
      return { changes: 0, lastInsertRowid: 0 }
    }
    return { reader: false, run, all: () => [], iterate }
  }
  const statement = connection.prepare(sql)
  return {
    reader: statement.reader,
    all: (parameters) =>
      connection.guard(() => statement.all(checked(parameters))).map(withBuffers),
    run: (parameters) => connection.guard(() => statement.run(checked(parameters))),
    iterate,
  }
}

function iterate(): never {
  throw new Error('Rows are read at once')
}

/** libsql ends the process over a boolean and takes undefined for NULL: here it is an error. */
function checked(parameters: readonly unknown[]): unknown[] {
  for (const parameter of parameters)
    if (parameter === undefined || typeof parameter === 'boolean')
      throw new TypeError(`SQLite has no ${typeof parameter}`)
  return [...parameters]
}

/** libsql answers blobs as ArrayBuffer, PostgreSQL as Buffer. */
function withBuffers(row: unknown): unknown {
  if (typeof row !== 'object' || row === null) return row
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof ArrayBuffer ? Buffer.from(value) : value,
    ]),
  )
}
