import { type Dialect, PostgresDialect } from 'kysely'
import pg from 'pg'

/** PostgreSQL's number for bigint, which the driver would answer as text. */
const INT8 = 20

const CONNECTIONS = 8
const CONNECT_MS = 2_000
/** A statement that takes longer fails, so that a hanging database refuses instead of hanging us. */
const STATEMENT_MS = 10_000

export function postgresDialect(url: string): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    query_timeout: STATEMENT_MS,
    keepAlive: true,
    application_name: 'vivarium',
    types: {
      getTypeParser: (type: number, format?: 'text' | 'binary') =>
        type === INT8 ? Number : pg.types.getTypeParser(type, format ?? 'text'),
    },
  })
  // A connection that the server ends is replaced when the next one is asked for; without these
  // its loss, idle or in use, would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return new PostgresDialect({ pool })
}
